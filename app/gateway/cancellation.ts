/** Why a request under way should end early; `outrun`: another attempt of the same request answered first. */
export type CancelReason = "client_left" | "stopping" | "outrun";

/** What an attempt listens to. */
export interface CancelSource {
  readonly reason: CancelReason | null;
  /** One listener at a time: the attempt under way, then the stream that came of it. */
  listen(listener: ((reason: CancelReason) => void) | null): void;
  /** Watches the client's connection. Called once a request lasts: most are answered before it is worth its price. */
  watch(): void;
}

/**
 * Tells the attempt or stream under way that the client left or that the host stops. A plain object instead of an
 * AbortController: on workerd every native signal costs more than the rest of this file does in a second.
 */
export class Cancellation implements CancelSource {
  reason: CancelReason | null = null;
  #listener: ((reason: CancelReason) => void) | null = null;
  #watching = false;
  readonly #request: Pick<Request, "signal">;
  readonly #onAbort = () => this.cancel("client_left");

  constructor(request: Pick<Request, "signal">) {
    this.#request = request;
  }

  listen(listener: ((reason: CancelReason) => void) | null): void {
    this.#listener = listener;
  }

  /** The host's stopping also ends what goes on after the client left. */
  cancel(reason: CancelReason): void {
    if (this.reason !== null && (this.reason === reason || reason !== "stopping")) return;
    this.reason ??= reason;
    this.#listener?.(reason);
  }

  watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    const { signal } = this.#request;
    if (signal.aborted) this.cancel("client_left");
    else signal.addEventListener("abort", this.#onAbort);
  }

  release(): void {
    this.#listener = null;
    if (this.#watching) this.#request.signal.removeEventListener("abort", this.#onAbort);
  }
}

/** The cancellation of one of several attempts that run side by side: the request's, or its own. */
export class Branch implements CancelSource {
  reason: CancelReason | null;
  #listener: ((reason: CancelReason) => void) | null = null;
  readonly #whole: CancelSource;

  constructor(whole: CancelSource) {
    this.#whole = whole;
    this.reason = whole.reason;
  }

  listen(listener: ((reason: CancelReason) => void) | null): void {
    this.#listener = listener;
  }

  cancel(reason: CancelReason): void {
    this.reason ??= reason;
    this.#listener?.(reason);
  }

  watch(): void {
    this.#whole.watch();
  }
}
