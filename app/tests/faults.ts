import type { Upstream } from "./upstream";

// What an upstream can do wrong, and what the contract's table "Order of attempts" makes of it. The table is the test
// (integration/faults.test.ts): every row with every surface, streamed and not, and every remedy that may be at hand.

/** What is left beside the faulty call: another credential of the provider, another provider, another model, or nothing. */
export const remedies = ["credential", "provider", "model", "none"] as const;
export type Remedy = (typeof remedies)[number];

export type Expected =
  /** Goes on at the next candidate. With none left: this status and code, and this Retry-After (seconds, range). */
  | { outcome: "next"; status: number; code: string; retryAfter?: [number, number]; helps: readonly Remedy[] }
  /** Returned as it is after one attempt. */
  | { outcome: "returned"; status: number }
  /** The answer arrives all the same, at the first attempt. */
  | { outcome: "served" }
  /** Content was sent: the stream ends with the surface's error event. */
  | { outcome: "broken" };

export interface Fault {
  name: string;
  /** Only a time limit ends it: short ones for the test's sake, all others have time to spare. */
  slow: boolean;
  /** Where the provider is; `key` is the credential that the fault is for. */
  url(upstream: Upstream, key: string): string;
  whole: Expected;
  stream: Expected;
}

const anyRemedy = ["credential", "provider", "model"] as const;
/** What lies in the connection or the model is no better with another credential. */
const elsewhere = ["provider", "model"] as const;

const next = (status: number, code: string, helps: readonly Remedy[] = anyRemedy): Expected => ({
  outcome: "next",
  status,
  code,
  helps,
});
const failed = next(502, "upstream_error");
const timedOut = next(504, "upstream_timeout");
const rejected = next(502, "upstream_credentials_exhausted");
const limited = (from: number, to: number): Expected => ({
  outcome: "next",
  status: 429,
  code: "rate_limit_exceeded",
  retryAfter: [from, to],
  helps: anyRemedy,
});

const manners = (name: string, expected: Expected, list: string[], stream: Expected = expected): Fault => ({
  name,
  slow: expected === timedOut,
  url: (upstream, key) => upstream.url(...list, `for=${key}`),
  whole: expected,
  stream,
});
const status = (code: number, expected: Expected, ...more: string[]): Fault =>
  manners([code, ...more].join(" "), expected, [`status=${code}`, ...more]);
const address = (name: string, url: (upstream: Upstream) => string): Fault => {
  const expected = next(502, "upstream_error", elsewhere);
  return { name, slow: false, url, whole: expected, stream: expected };
};

/** As some vendors say it. */
const date = () => `retry-after=${new Date(Date.now() + 600_000).toUTCString()}`;

export const faults: Fault[] = [
  address("connection refused", () => "http://127.0.0.1:1/v1"),
  address("name that does not resolve", () => "http://no-such-host.invalid/v1"),
  address("TLS that fails", (upstream) => upstream.url("ok").replace("http:", "https:")),
  manners("connection reset", failed, ["reset"]),
  manners("no headers in time", timedOut, ["hang"]),
  manners("headers and then nothing", timedOut, ["hang-body"]),
  manners("a slow first token", timedOut, ["first=6000"]),
  manners("cut before content", failed, ["cut=0"]),
  manners("cut after two chunks", failed, ["cut=2", "delay=120"], { outcome: "broken" }),
  manners("stall before content", timedOut, ["stall=0"]),
  manners("stall after two chunks", timedOut, ["stall=2"], { outcome: "broken" }),
  manners("error event before content", { outcome: "served" }, ["error=0"], failed),
  manners("error event after two chunks", { outcome: "served" }, ["error=2", "delay=120"], { outcome: "broken" }),
  manners("a malformed line or answer", failed, ["malformed"], { outcome: "served" }),
  manners("an error inside a 200", failed, ["error-200"]),
  manners("an empty 200", failed, ["empty"]),
  manners("a wrong content type", failed, ["html"]),
  manners("huge headers", failed, ["huge-headers"]),
  status(302, failed, "location=http://127.0.0.1:1/"),
  status(401, rejected),
  status(402, rejected),
  status(403, rejected),
  status(404, next(404, "model_not_found", elsewhere)),
  status(408, failed),
  status(409, failed),
  status(400, { outcome: "returned", status: 400 }),
  status(413, { outcome: "returned", status: 413 }),
  status(422, { outcome: "returned", status: 422 }),
  status(425, failed),
  status(429, limited(6, 7), "retry-after=7"),
  { ...status(429, limited(500, 600), date()), name: "429 retry-after as a date" },
  status(429, limited(2, 2), "retry-after-ms=1500"),
  status(429, limited(29, 30)),
  status(429, rejected, "code=insufficient_quota"),
  status(500, failed),
  status(502, failed),
  status(503, failed),
  status(503, failed, "retry-after=1"),
  status(504, failed),
  status(529, failed),
];
