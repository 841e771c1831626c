/** Why a request under way should end early. */
export type CancelReason = "client_left" | "stopping";

/**
 * Tells the attempt or stream under way that the client left or that the host stops. A plain object instead of an
 * AbortController: on workerd every native signal costs more than the rest of this file does in a second.
 */
export class Cancellation {
  reason: CancelReason | null = null;
  #listener: ((reason: CancelReason) => void) | null = null;
  #watching = false;
  readonly #request: Pick<Request, "signal">;
  readonly #onAbort = () => this.cancel("client_left");

  constructor(request: Pick<Request, "signal">) {
    this.#request = request;
  }

  /** One listener at a time: the attempt under way, then the stream that came of it. */
  listen(listener: ((reason: CancelReason) => void) | null): void {
    this.#listener = listener;
  }

  cancel(reason: CancelReason): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.#listener?.(reason);
  }

  /** Watches the client's connection. Called once a request lasts: most are answered before it is worth its price. */
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
