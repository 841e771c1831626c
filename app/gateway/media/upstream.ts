import type { PrepareContext } from "../adapters/target";
import type { AttemptClock } from "../attempt/attempt-clock";
import { classifyStatus } from "../failures/classify";
import { type Failure, failure, UpstreamFailure } from "../failures/failure";
import { type JsonObject, parseObject } from "../openai/fields";
import type { Ports, UpstreamResponse } from "../ports";
import { classifyHost } from "../upstream-url";
import { longestData, textWithin } from "../whole-body";
import { cancelledWith } from "./abandoned";
import { readAll } from "./bytes";
import type { MediaAdapter, UpstreamInit, UpstreamPort } from "./media";

const longestError = 64 * 1024;
const mostRedirects = 5;

/** An answer of 2xx that says nothing that can be used. */
export const badAnswer = (message: string): UpstreamFailure =>
  new UpstreamFailure(failure("format", "bad_answer", message));

/** A job that the vendor took and then could not do. `byCaller`: because of what was asked, such as its moderation. */
export const jobFailed = (message: string, byCaller: boolean): UpstreamFailure =>
  new UpstreamFailure(
    byCaller
      ? failure("client", "job_refused", message, {
          status: 400,
          body: { error: { message, type: "invalid_request_error", param: null, code: "job_refused" } },
        })
      : failure("server", "job_failed", message),
  );

/** The calls of one attempt. */
export class Upstream implements UpstreamPort {
  /** A vendor has taken a request that changes something: doing it again elsewhere would do it twice. */
  accepted = false;
  readonly #ports: Pick<Ports, "fetch" | "sleep" | "now">;
  readonly #clock: Pick<AttemptClock, "signal">;
  readonly #baseUrl: string;
  readonly #limits: { connectMs?: number } = {};
  readonly #translateError: MediaAdapter["error"];

  /** `baseUrl`: the provider's, which says whether files may lie at private addresses. */
  constructor(
    ports: Pick<Ports, "fetch" | "sleep" | "now">,
    clock: Pick<AttemptClock, "signal">,
    baseUrl: string,
    translateError?: MediaAdapter["error"],
    connectMs?: number,
  ) {
    if (connectMs !== undefined) this.#limits = { connectMs };
    this.#ports = ports;
    this.#clock = clock;
    this.#baseUrl = baseUrl;
    this.#translateError = translateError;
  }

  get context(): PrepareContext {
    return { fetch: this.#ports.fetch, now: this.#ports.now, signal: this.#clock.signal };
  }

  async send(url: string, { method = "GET", headers = {}, body = null }: UpstreamInit = {}): Promise<UpstreamResponse> {
    const sent = { "accept-encoding": "identity", ...headers };
    const { signal } = this.#clock;
    const response = await this.#ports.fetch(url, {
      method,
      headers: sent,
      body,
      signal,
      ...this.#limits,
    });
    if (method !== "GET" && response.status >= 200 && response.status < 300) this.accepted = true;
    return response;
  }

  async call(url: string, init?: UpstreamInit): Promise<UpstreamResponse> {
    const response = await this.send(url, init);
    if (response.status >= 200 && response.status < 300) return response;
    throw new UpstreamFailure(await this.problem(response));
  }

  async json(url: string, init?: UpstreamInit): Promise<JsonObject> {
    const body = parseObject(await textWithin(await this.call(url, init), longestData));
    if (body === null) throw badAnswer("the upstream's answer is not JSON");
    return body;
  }

  async download(url: string): Promise<UpstreamResponse> {
    // A file's address is a stranger's word: only a provider that is on a private address itself may name others there.
    const publicOnly = classifyHost(new URL(this.#baseUrl).hostname) === "public";
    const { signal } = this.#clock;
    let address = url;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      if (!/^https?:\/\//i.test(address)) break;
      const headers = { "accept-encoding": "identity" };
      const response = await this.#ports.fetch(address, { method: "GET", headers, body: null, signal, publicOnly });
      const next = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || next === null) {
        if (response.status >= 200 && response.status < 300) return response;
        discard(response);
        throw new UpstreamFailure(
          failure("network", "download_failed", `a file of the answer could not be fetched (HTTP ${response.status})`),
        );
      }
      discard(response);
      address = URL.canParse(next, address) ? new URL(next, address).href : "";
    }
    throw new UpstreamFailure(failure("network", "download_failed", "a file of the answer could not be fetched"));
  }

  job<Result>(
    { url, method = "POST", headers = {}, body = null }: { url: string } & UpstreamInit,
    work: () => Promise<Result>,
  ) {
    const cancel = (signal: AbortSignal) => this.#ports.fetch(url, { method, headers, body, signal }).then(discard);
    return cancelledWith(this.#clock.signal, cancel, work);
  }

  async sleep(ms: number): Promise<void> {
    const { signal } = this.#clock;
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(new Error("stopped"));
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop);
    });
    try {
      await Promise.race([this.#ports.sleep(ms), stopped]);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** What an answer other than 2xx means. */
  async problem(response: UpstreamResponse): Promise<Failure> {
    const bytes = response.body === null ? null : await readAll(response.body.getReader(), longestError);
    const text = bytes === null ? "" : new TextDecoder().decode(bytes);
    const said = this.#translateError && text !== "" ? JSON.stringify(this.#translateError(text)) : text;
    return classifyStatus(response.status, response.headers, said, this.#ports.now());
  }
}

function discard(response: UpstreamResponse): void {
  response.body
    ?.getReader()
    .cancel()
    .catch(() => {});
}
