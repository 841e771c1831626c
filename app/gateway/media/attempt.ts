import { adapterById } from "../adapters/registry";
import { AttemptClock } from "../attempt/attempt-clock";
import type { Cancellation } from "../cancellation";
import { attemptLimits, type RequestLimits } from "../config/time-limits";
import { GatewayError } from "../errors";
import { type Failure, failure, refusal, UpstreamFailure } from "../failures/failure";
import { clean } from "../failures/upstream-error";
import type { ByteReader, ByteResult, Ports } from "../ports";
import type { Place } from "../routing/plan";
import { tooDeep } from "../too-deep";
import { isMediaStream, type MediaAdapter, type MediaAnswer, type MediaCall } from "./media";
import type { MediaOperation } from "./media-request";
import { passthrough } from "./passthrough";
import { Upstream } from "./upstream";
import { sealVideoId } from "./video-id";

export type MediaResult =
  | { media: MediaAnswer; abort(): void; failure: null; firstByteAt: number }
  | {
      media: null;
      failure: Failure;
      firstByteAt: number | null;
      /** The vendor had taken the request: it may have been done (and billed), so nobody else is asked. */
      final: boolean;
    };

interface MediaAttemptOptions {
  ports: Ports;
  call: MediaCall;
  place: Place;
  limits: RequestLimits;
  cancellation: Cancellation;
  timeLeftMs: number;
}

/** What takes long before its first byte, by nature: only the limit of the whole attempt holds. */
const slow = new Set<string>([
  "images",
  "image_edits",
  "transcriptions",
  "translations",
  "videos",
] satisfies MediaOperation[]);
/** What must not be done twice without a word of the client: it costs, and leaves something behind. */
const creates = new Set<string>(["images", "image_edits", "videos"] satisfies MediaOperation[]);

/** One attempt at an operation other than text: whatever calls the adapter needs, within the attempt's limits. */
export async function mediaAttempt({
  ports,
  call,
  place,
  limits,
  cancellation,
  timeLeftMs,
}: MediaAttemptOptions): Promise<MediaResult> {
  const { provider, upstream: model, entry } = place.candidate;
  const adapter = adapterById(provider.adapter);
  const runner: MediaAdapter | undefined = call.operation === "passthrough" ? passthrough : adapter?.media;
  if (runner === undefined || (runner !== passthrough && !runner.operations.has(call.operation))) {
    const message = `the adapter '${provider.adapter}' has no ${call.operation.replace("_", " ")}`;
    return failed(failure("model_not_found", "unsupported_operation", message));
  }
  const allowed = attemptLimits(provider, limits);
  const attemptMs = Math.min(allowed.attemptMs, timeLeftMs);
  const firstByteMs = allowed.ownFirstByteMs ?? (slow.has(call.operation) ? attemptMs : allowed.firstByteMs);
  const clock = new AttemptClock(cancellation, ports.now);
  const upstream = new Upstream(ports, clock, provider.baseUrl, runner.error, allowed.connectMs);
  const isTaken = () => upstream.accepted && creates.has(call.operation) && call.media.idempotencyKey === null;
  try {
    clock.limit(Math.min(firstByteMs, attemptMs));
    const answer = await runner.run(call, { provider, credential: place.credential, model, entry }, upstream);
    const firstByteAt = ports.now();
    const ready = await begin(answer, call.operation === "passthrough");
    if (ready === null) {
      const problem = failure("format", "empty_answer", "the upstream's answer is empty", { status: answer.status });
      return failed(problem, firstByteAt, isTaken());
    }
    if (isMediaStream(ready.body)) clock.hold();
    return {
      media: await withVideoId(ready, call, place, ports),
      abort: () => clock.abort(),
      failure: null,
      firstByteAt,
    };
  } catch (error) {
    // What the vendor cannot do is the caller's mistake.
    if (error instanceof GatewayError) return failed(refusal(error));
    const deep = tooDeep(error, call.body);
    if (deep !== null) return failed(refusal(deep));
    const problem = error instanceof UpstreamFailure ? error.failure : clock.explain(error);
    return failed(clean(problem, place), null, isTaken());
  } finally {
    clock.finish();
  }
}

/** Whether it was done all the same is not known after these; any other failure is the vendor's word that it was not. */
const uncertain = new Set<Failure["kind"]>(["network", "timeout", "format"]);

const failed = (problem: Failure, firstByteAt: number | null = null, accepted = false): MediaResult => ({
  media: null,
  failure: problem,
  firstByteAt,
  final: accepted && uncertain.has(problem.kind),
});

/** Waits for the first bytes of a stream, so that an empty or failing one is a failure like others; null for an empty one. */
async function begin(answer: MediaAnswer, mayBeEmpty: boolean): Promise<MediaAnswer | null> {
  const { body } = answer;
  if (!isMediaStream(body)) return body.length > 0 || mayBeEmpty || answer.video !== undefined ? answer : null;
  const { reader, meter } = body;
  const first = await reader.read();
  if (first.done) return mayBeEmpty ? { ...answer, body: "" } : null;
  return { ...answer, body: { reader: new ResumedReader(first, reader), meter } };
}

/** A reader whose first piece was already taken. */
class ResumedReader implements ByteReader {
  #first: ByteResult | null;
  readonly #rest: ByteReader;

  constructor(first: ByteResult, rest: ByteReader) {
    this.#first = first;
    this.#rest = rest;
  }

  async read(): Promise<ByteResult> {
    const first = this.#first;
    this.#first = null;
    return first ?? this.#rest.read();
  }

  cancel(): Promise<void> {
    return this.#rest.cancel();
  }
}

async function withVideoId(answer: MediaAnswer, call: MediaCall, place: Place, ports: Ports): Promise<MediaAnswer> {
  if (answer.video === undefined) return answer;
  const { video } = call.media;
  const created = video === null || video.action === "remix";
  const upstreamId = String(answer.video.id);
  const id = created ? await sealVideoId(ports, upstreamId, place, call.media.keyId) : video.id;
  const told = { ...answer.video, id };
  return { ...answer, body: JSON.stringify(told), video: told };
}
