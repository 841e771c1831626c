import type { CancelReason, CancelSource } from "../cancellation";
import { type Failure, failure } from "../failures/failure";

/** undici's word for a connection that was not there in time. */
const connectTimeout = "UND_ERR_CONNECT_TIMEOUT";
/** A request that lasts longer watches for its client leaving. */
const watchAfterMs = 150;

/** The abort signal of one attempt: its time limit, the client's leaving, the host's stopping. One timer, moved lazily. */
export class AttemptClock {
  readonly startedAt: number;
  readonly #controller = new AbortController();
  readonly #cancellation: CancelSource;
  readonly #now: () => number;
  #deadline = 0;
  #drainUntil = Number.POSITIVE_INFINITY;
  #limitMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped: "too_slow" | CancelReason | null = null;
  #held = false;
  readonly #drainMs: number;

  /** `drainMs`: so long the attempt may go on after its client left, so that its usage is known; 0: not at all. */
  constructor(cancellation: CancelSource, now: () => number, drainMs = 0) {
    this.#cancellation = cancellation;
    this.#now = now;
    this.#drainMs = drainMs;
    this.startedAt = now();
    if (cancellation.reason !== null) this.#stop(cancellation.reason);
    else cancellation.listen((reason) => this.#leave(reason));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get deadline(): number {
    return this.#deadline;
  }

  /** The attempt may last `ms` from its start. */
  limit(ms: number): void {
    this.#limitMs = ms;
    this.#deadline = Math.min(this.startedAt + ms, this.#drainUntil);
    this.#timer ??= setTimeout(this.#tick, Math.min(watchAfterMs, ms));
  }

  readonly #tick = (): void => {
    const left = this.#deadline - this.#now();
    if (left <= 0) this.#stop("too_slow");
    else this.#cancellation.watch();
    if (this.#stopped === null) this.#timer = setTimeout(this.#tick, left);
  };

  abort(): void {
    this.#controller.abort();
  }

  /** The answer goes on as a stream: no time limit of the attempt any more. */
  hold(): void {
    this.#held = true;
    clearTimeout(this.#timer);
    this.#cancellation.listen(null);
  }

  /** The attempt is over. */
  finish(): void {
    if (this.#held) return;
    clearTimeout(this.#timer);
    this.#cancellation.listen(null);
  }

  /** What an exception during the attempt means. */
  explain(error: unknown): Failure {
    if (this.#stopped === "too_slow" && this.#drainUntil === Number.POSITIVE_INFINITY)
      return failure("timeout", "upstream_timeout", `no answer within ${this.#limitMs} ms`);
    if (this.#stopped === "outrun") return failure("cancelled", "hedged_away", "another candidate answered first");
    if (this.#stopped !== null) return failure("cancelled", "client_closed", "the client closed the connection");
    const code = networkCode(error);
    if (code === connectTimeout) return failure("timeout", "connect_timeout", "no connection in time");
    return failure("network", code, `the connection failed (${code})`);
  }

  /** A client that leaves ends the attempt, unless the answer is to be read on. */
  #leave(reason: CancelReason): void {
    if (reason !== "client_left" || this.#drainMs === 0) {
      this.#stop(reason);
      return;
    }
    this.#drainUntil = this.#now() + this.#drainMs;
    if (this.#drainUntil >= this.#deadline) return;
    this.#deadline = this.#drainUntil;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#tick, this.#drainMs);
  }

  #stop(reason: "too_slow" | CancelReason): void {
    this.#stopped ??= reason;
    this.#controller.abort();
  }
}

/** ECONNREFUSED and the like; the message of a network error may hold a host, so it is not used. */
function networkCode(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string") return code;
    if (/address not allowed/i.test(cause.message)) return "address_not_allowed";
  }
  return "network_error";
}
