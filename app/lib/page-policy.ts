// What a page of the dashboard may load and run (Content-Security-Policy, https://www.w3.org/TR/CSP3/). Answers of models are shown there:
// nothing in them may become a script, and no other site may show these pages inside its own.

/** Vendors answer with pictures, sounds and films behind their own addresses, which the playground shows. */
const media = "'self' data: blob: https: http:";

/**
 * The header's value. `nonce` marks the page's own inline scripts; `framedBy` is the one site that may show the page inside its
 * own, null for none.
 */
export const pagePolicy = (nonce: string, framedBy: string | null): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    `img-src ${media}`,
    `media-src ${media}`,
    "connect-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors 'self'${framedBy === null ? "" : ` ${framedBy}`}`,
  ].join("; ");

/**
 * Runs in <head>, before zod comes with some page: `z.config({ jitless: true })`. Without it zod tries whether it may make functions of
 * text, which the policy forbids and browsers report (https://zod.dev/api#jitless).
 */
export const policyScript = "globalThis.__zod_globalConfig={jitless:true};";
