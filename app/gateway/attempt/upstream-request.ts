import type { Adapter, NativeAdapter, UpstreamCall } from "../adapters/adapter";
import { toolForms } from "../adapters/foreign/tool-forms";
import type { Target } from "../adapters/target";
import type { Translation } from "../adapters/translation";
import type { Call } from "../dialects/dialect";
import { keysOf } from "../failures/upstream-error";
import type { Gateway } from "../gateway";
import { applyRepairs, goesOverResponses, type Repair } from "../mending/repairs";
import { isObject, type JsonObject } from "../openai/fields";
import { parseKeepingDigits, schemaFields, withExact } from "../openai/long-numbers";
import type { UpstreamResponse } from "../ports";

interface SendOptions {
  gateway: Gateway;
  keyId: string;
  adapter: Adapter;
  /** Where the upstream's format is the client's own. */
  native: NativeAdapter | null;
  call: Call;
  target: Target;
  repairs: readonly Repair[];
  /** Signed reasoning is not to be given back. */
  unsigned: boolean;
  signal: AbortSignal;
  connectMs: number;
}

interface Sent {
  response: UpstreamResponse;
  translation: Translation | undefined;
  /** What the upstream was asked; parsed only when somebody wants to know. */
  body(): JsonObject | null;
}

/** One call to an upstream: in its format, with signed reasoning given back and known repairs made. */
export async function send(asked: SendOptions): Promise<Sent> {
  const options =
    asked.repairs.length > 0 && goesOverResponses(asked.repairs)
      ? { ...asked, target: { ...asked.target, toolsOverResponses: true } }
      : asked;
  const { gateway, adapter, native, target, repairs, signal, connectMs } = options;
  const { ports } = gateway;
  const signed = signedCall(native === null ? { ...options, call: withinLimit(options.call, target) } : options);
  // Awaited only where there is something to wait for: this is the hot path.
  let call = signed instanceof Promise ? await signed : signed;
  const hasTools = call.body.tools !== undefined || call.body.functions !== undefined;
  const hasSchemas = hasTools || call.body.response_format !== undefined;
  const isRewritten = call.customTools === true || adapter.passesText?.(target) !== true;
  if (native === null && hasSchemas && isRewritten) call = withExactSchemas(call);
  const forms = hasTools && native === null ? toolForms(call, adapter, target) : null;
  if (forms !== null) call = forms.call;
  const context = { fetch: ports.fetch, now: ports.now, ai: ports.ai, signal };
  const prepared =
    native === null || call.native === null
      ? adapter.prepare(call, target, context)
      : native.prepare(call.native, call, target, context);
  const upstreamCall = repaired(prepared instanceof Promise ? await prepared : prepared, repairs);
  const { url, method, body } = upstreamCall;
  const headers = upstreamCall.sign ? await signedHeaders(upstreamCall) : upstreamCall.headers;
  const inside = otherWay(upstreamCall) ?? adapter.transport?.(upstreamCall, target, signal) ?? null;
  const capture = call.watched?.capture ?? null;
  capture?.sent(headers);
  const response = await (inside ?? ports.fetch(url, { method, headers, body, signal, connectMs }));
  capture?.received(response.status, response.headers, keysOf(target.provider, target.credential));
  const translation = upstreamCall.translation ?? native?.translation ?? adapter.translation;
  return {
    response,
    translation: forms === null ? translation : forms.answers(translation),
    body: () => bodyOf(upstreamCall),
  };
}

/** A body that is written anew for a foreign format: limits of 64 bits in its schemas keep their digits. */
function withExactSchemas(call: Call): Call {
  const body = withExact(call.body, call.text, schemaFields);
  return body === call.body ? call : { ...call, body };
}

/** Null where the call goes over the network. */
export const otherWay = ({ body, send: go }: UpstreamCall): Promise<UpstreamResponse> | null =>
  go?.(typeof body === "string" ? body : null) ?? null;

export const signedHeaders = ({ headers, body, sign }: UpstreamCall): Promise<Record<string, string>> =>
  sign === undefined ? Promise.resolve(headers) : sign(typeof body === "string" ? body : null);

/**
 * A request of another vendor's format is often made for that vendor's model: a coding agent asks for 32,000 tokens of
 * whatever answers. More than this model can is brought down to what it can, where upstreams would refuse it.
 */
function withinLimit(call: Call, { maxOutputTokens: limit }: Target): Call {
  const asked = call.body.max_tokens;
  if (call.surface === null || typeof asked !== "number" || !limit || asked <= limit) return call;
  return { ...call, body: { ...call.body, max_tokens: limit } };
}

/** Clients of the vendor's own format carry the signed parts themselves. */
function signedCall({ gateway, keyId, adapter, native, call, target, unsigned }: SendOptions): Call | Promise<Call> {
  if (unsigned || native !== null || !adapter.wantsSignatures?.(call, target)) return call;
  return gateway.signatures.restore(keyId, call);
}

function repaired(upstreamCall: UpstreamCall, repairs: readonly Repair[]): UpstreamCall {
  if (repairs.length === 0) return upstreamCall;
  const body = bodyOf(upstreamCall);
  if (body === null) return upstreamCall;
  const next = applyRepairs(body, repairs);
  return next === body ? upstreamCall : { ...upstreamCall, body: JSON.stringify(next) };
}

function bodyOf({ body }: UpstreamCall): JsonObject | null {
  if (typeof body !== "string") return null;
  try {
    const parsed = parseKeepingDigits(body);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
