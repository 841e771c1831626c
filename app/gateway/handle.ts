import { nativeFor } from "./adapters/registry";
import { answerStream } from "./answer-stream";
import { answerCount, answerKept, answerMedia, answerWhole, cancelled, refuse, returnClientError } from "./answers";
import { Walk } from "./attempt/walk";
import { authenticate } from "./authenticate";
import { Lookup } from "./cache/lookup";
import { Cancellation } from "./cancellation";
import { Capture } from "./capture/capture";
import { requestLimits } from "./config/time-limits";
import { countTokens } from "./count-tokens";
import type { Call, Dialect, NativeFeature } from "./dialects/dialect";
import { GatewayError, internalError } from "./errors";
import { Exchange } from "./exchange";
import type { Gateway } from "./gateway";
import { RequestRecord } from "./log/record";
import { resolvePinned } from "./media/pinned";
import { estimatePromptTokens } from "./openai/estimate";
import { parseObject } from "./openai/fields";
import type { Defer } from "./ports";
import { readBody, unmarked } from "./read-body";
import { conversationOf, hasChoice } from "./routing/affinity";
import { leaveOutUnable } from "./routing/capable";
import { type Place, plan } from "./routing/plan";
import { ruleFacts } from "./routing/request-facts";
import type { Resolution } from "./routing/resolution";
import { resolve } from "./routing/resolve";
import { tooDeep } from "./too-deep";

/**
 * One client call from first byte to last: authenticate, read, admit, resolve, plan, attempt until one answers, write,
 * record. Never rejects: whatever goes wrong becomes an answer in the surface's error shape and one log row.
 */
export async function handle(gateway: Gateway, dialect: Dialect, request: Request, defer: Defer): Promise<Response> {
  const { ports } = gateway;
  const record = new RequestRecord(dialect.endpoint, ports.now(), request.headers.get("user-agent"));
  const cancellation = new Cancellation(request);
  const exchange = new Exchange(gateway, dialect, record, defer, cancellation);
  let text: string | null = null;
  try {
    // Here and below only what takes time is awaited: each await costs two promises.
    const known = authenticate(ports, gateway.keys, request.headers, dialect.keyInUrl);
    const key = known instanceof Promise ? await known : known;
    record.key = key;
    text = dialect.receive ? null : unmarked(await readBody(request));
    const read = dialect.receive
      ? dialect.receive(request, key, ports)
      : dialect.read(text ?? "", gateway.responses.of(key.id));
    const call = read instanceof Promise ? await read : read;
    record.call = call;
    const fresh = gateway.snapshot(defer);
    const snapshot = fresh instanceof Promise ? await fresh : fresh;
    const { settings } = snapshot;
    if (settings.captureBodies || key.captureBodies === true)
      record.capture = new Capture(text, request.headers, settings);
    const prompt = once(() => estimatePromptTokens(call.body));
    const pin = call.media?.pinned ?? null;
    const resolution =
      pin === null
        ? resolve(
            snapshot,
            key,
            call.model,
            call.routing,
            () =>
              ruleFacts(call.body, prompt(), call.routing.metadata, {
                keyId: key.id,
                header: (name) => request.headers.get(name),
                now: ports.now(),
                random: ports.random,
              }),
            record,
          )
        : resolvePinned(snapshot, key, pin);
    if (pin === null) leaveOutUnable(resolution, call, prompt, gateway.repairs);
    const route = resolution.route === null ? undefined : snapshot.routesById.get(resolution.route);
    const limits = requestLimits(snapshot.settings, route, request.headers);
    // Counting tokens uses none.
    const taken = gateway.limits.admit(
      key,
      () => (dialect.counted ? { prompt: 0, maximum: 0 } : { prompt: prompt(), maximum: maximumTokens(call) }),
      defer,
    );
    exchange.reservation = taken instanceof Promise ? await taken : taken;
    if (exchange.reservation.place) cancellation.watch();
    if (settings.cache.enabled && !dialect.counted && pin === null) {
      const { headers } = request;
      const found = await Lookup.start({ gateway, snapshot, key, call, record, headers, cancellation, defer });
      if (found !== null) return answerKept(exchange, found);
    }
    if (record.capture !== null || record.keeper !== null) call.watched = { capture: record.capture };
    const conversation =
      pin === null && settings.sticky.enabled && hasChoice(resolution) ? conversationOf(key.id, call) : null;
    record.conversation = conversation?.id ?? null;
    record.plan = plan(
      resolution,
      call.routing.provider,
      gateway.healthBook,
      {
        promptTokens: needsCost(resolution) ? prompt() : 0,
        completionTokens: maximumTokens(call) ?? 256,
        now: ports.now(),
        explore: true,
        server: conversation === null ? null : gateway.affinity.find(conversation, ports.now()),
      },
      ports.random,
    );
    if (dialect.counted)
      return answerCount(exchange, await countTokens(ports, call, record, cancellation), dialect.counted);
    if (call.native?.nativeOnly) record.plan = nativePlaces(record.plan, call, call.native.nativeOnly);
    const walk = new Walk({ gateway, limits, call, record, cancellation, defer });
    exchange.walk = walk;
    const step = await walk.next();
    switch (step.kind) {
      case "whole":
        return answerWhole(exchange, step);
      case "stream":
        return answerStream(exchange, walk, step, limits);
      case "media":
        return answerMedia(exchange, step, limits);
      case "client_error":
        return returnClientError(exchange, step.problem);
      case "cancelled":
        return cancelled(exchange);
      case "exhausted":
        return refuse(exchange, step.error);
    }
  } catch (error) {
    if (error instanceof GatewayError) {
      if (record.call === null && text !== null) record.askedModel = modelIn(text);
      return refuse(exchange, error);
    }
    const deep = tooDeep(error, text === null ? null : parseObject(text));
    if (deep !== null) return refuse(exchange, deep);
    console.error(`Request ${record.requestId} failed inside the gateway:`, error);
    return refuse(exchange, internalError());
  }
}

/** The model that a refused body names, for its log row. */
function modelIn(text: string): string | null {
  const model = parseObject(text)?.model;
  return typeof model === "string" ? model : null;
}

/** The places whose upstream takes a feature that only the client's own format has. */
function nativePlaces(places: readonly Place[], call: Call, feature: NativeFeature): Place[] {
  const { native } = call;
  const able = places.filter(({ candidate }) => {
    const way = nativeFor(call, candidate);
    return way !== null && native !== null && !way.lacks?.(native);
  });
  if (able.length > 0) return able;
  throw new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "invalid_request_error",
    message: feature.message,
    param: feature.field,
    details: feature.details ?? null,
  });
}

function maximumTokens(call: Call): number | null {
  if (call.operation === "embeddings" || call.media !== undefined) return 0;
  const maximum = call.body.max_completion_tokens ?? call.body.max_tokens;
  return typeof maximum === "number" ? maximum : null;
}

const needsCost = ({ groups }: Resolution) =>
  groups.some(
    ({ ranking: { sort, strategy } }) => sort === "price" || strategy === "cheapest" || strategy === "balanced",
  );

function once<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
