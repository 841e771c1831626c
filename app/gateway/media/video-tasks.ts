import { badRequest, GatewayError } from "../errors";
import { classifyErrorObject } from "../failures/classify";
import { UpstreamFailure } from "../failures/failure";
import { isObject, type JsonObject, parseObject } from "../openai/fields";
import { vendorError } from "../openai/vendor-words";
import type { UpstreamResponse } from "../ports";
import { longestData, textWithin } from "../whole-body";
import { type ImageInput, imageInputs, readSize, vendorFields } from "./images";
import {
  jsonAnswer,
  type MediaAnswer,
  type MediaCall,
  streamAnswer,
  type UpstreamInit,
  type UpstreamPort,
} from "./media";
import { badAnswer, jobFailed } from "./upstream";

// Videos of vendors whose API is not OpenAI's: a task is ordered, asked for until it is done, and its file fetched.

/** What the client wants. */
export interface VideoOrder {
  prompt: string;
  /** The upstream's name. */
  model: string;
  image: ImageInput | null;
  seconds: number | null;
  /** As the client wrote it, such as `1280x720`; null for none or `auto`. */
  size: string | null;
  /** The vendor's own fields. */
  extra: JsonObject;
}

export interface VideoTask {
  id: string;
  /** What was ordered, where it is known: the vendor may not tell it again. */
  seconds: number | null;
  size: string | null;
}

export interface VideoState {
  status: "queued" | "in_progress" | "completed" | "failed";
  /** 0 to 100. */
  progress?: number | null;
  error?: { code: string; message: string } | null;
  /** Where the file of a completed video lies, for anybody. */
  address?: string | null;
  seconds?: number | null;
}

/** A vendor's API with the credential, within one attempt. */
export interface VideoApi {
  /** `path` below the base URL, or below the origin where it begins with `~/`. An error inside a 200 is thrown. */
  json(path: string, init?: UpstreamInit): Promise<JsonObject>;
  /** A file at the vendor's own address, which only the credential may fetch. */
  file(url: string): Promise<UpstreamResponse>;
  /** Waits for a job that the vendor has taken; `cancelPath` is called where the attempt ends before `work` does. */
  job<Result>(cancelPath: string, work: () => Promise<Result>): Promise<Result>;
  upstream: UpstreamPort;
}

const stateFields = ["status", "task_status", "output", "done", "name"];

/** `headers`: of a call of this attempt, with the credential. */
export function videoApi(
  baseUrl: string,
  headers: () => Record<string, string> | Promise<Record<string, string>>,
  upstream: UpstreamPort,
): VideoApi {
  const { origin } = new URL(baseUrl);
  const below = (path: string) => (path.startsWith("~/") ? origin + path.slice(1) : baseUrl.replace(/\/$/, "") + path);
  return {
    upstream,
    job: async (path, work) => upstream.job({ url: below(path), headers: await headers() }, work),
    async json(path, init) {
      const url = below(path);
      const call = { ...init, headers: { ...(await headers()), ...init?.headers } };
      const response = await upstream.call(url, call);
      const text = await textWithin(response, longestData);
      const body = text === "" ? {} : parseObject(text);
      if (body === null) throw badAnswer("the upstream's answer is not JSON");
      // A task that failed says so itself.
      const isTask = stateFields.some((name) => body[name] !== undefined);
      const problem = isTask ? null : isObject(body.error) ? body.error : vendorError(body);
      if (problem?.code === "content_policy_violation") throw jobFailed(String(problem.message), true);
      if (problem !== null) throw new UpstreamFailure(classifyErrorObject(problem));
      return body;
    },
    // A credential goes to the vendor alone, whatever address its answer names.
    file: async (url) =>
      URL.canParse(url) && new URL(url).origin === origin
        ? followed(upstream, url, await headers())
        : upstream.download(url),
  };
}

/** Some hand out the file itself, some an address of it, where the credential has no business. */
export async function followed(
  upstream: UpstreamPort,
  url: string,
  headers: Record<string, string>,
): Promise<UpstreamResponse> {
  const response = await upstream.send(url, { headers });
  const location = response.headers.get("location");
  if (response.status >= 200 && response.status < 300) return response;
  if (response.status > 299 && response.status < 400 && location !== null && URL.canParse(location, url))
    return upstream.download(new URL(location, url).href);
  throw new UpstreamFailure(await upstream.problem(response));
}

export interface VideoVendor {
  /** For words to the caller. */
  name: string;
  order(order: VideoOrder, api: VideoApi): Promise<VideoTask>;
  state(id: string, api: VideoApi): Promise<VideoState>;
  /** The file, where its address is not for anybody. */
  content?(id: string, api: VideoApi): Promise<UpstreamResponse | null>;
  /** Absent where the vendor deletes none. */
  remove?(id: string, api: VideoApi): Promise<void>;
}

/** The task as the gateway's id keeps it: `createdAt` in Unix seconds. */
type Kept = [id: string, seconds: number | null, size: string | null, createdAt: number];

export function runVideo(vendor: VideoVendor, call: MediaCall, model: string, api: VideoApi): Promise<MediaAnswer> {
  return call.media.video === null ? create(vendor, call, model, api) : existing(vendor, call, model, api);
}

async function create(vendor: VideoVendor, call: MediaCall, model: string, api: VideoApi): Promise<MediaAnswer> {
  const { prompt, seconds, size } = call.body;
  const [image = null] = await imageInputs(call, api.upstream, "input_reference");
  const { seconds: _, input_reference: __, ...extra } = vendorFields(call);
  const asked = seconds === undefined || seconds === null ? null : Number(seconds);
  const order = {
    prompt: String(prompt),
    model,
    image,
    seconds: asked,
    size: readSize(size) === null ? null : String(size),
    extra,
  };
  const task = await vendor.order(order, api);
  if (task.id === "") throw badAnswer("the upstream's answer has no task");
  const kept: Kept = [task.id, task.seconds, task.size, Math.floor(api.upstream.context.now() / 1000)];
  const video = videoOf(kept, { status: "queued" }, model, order.prompt);
  const units = task.seconds === null ? null : { seconds: task.seconds };
  return { ...jsonAnswer(video, { model, units }), video };
}

async function existing(vendor: VideoVendor, call: MediaCall, model: string, api: VideoApi): Promise<MediaAnswer> {
  const { action, upstreamId } = call.media.video!;
  const kept = JSON.parse(upstreamId) as Kept;
  const [id] = kept;
  switch (action) {
    case "remix":
      throw badRequest(`${vendor.name} makes no remixes of videos: create a new one.`, "video_id");
    case "delete": {
      if (vendor.remove === undefined)
        throw badRequest(`${vendor.name} deletes no videos: their files expire by themselves.`, "video_id");
      await vendor.remove(id, api);
      const video = { id: upstreamId, object: "video.deleted", deleted: true };
      return { ...jsonAnswer(video, { model }), video };
    }
    case "retrieve": {
      const video = videoOf(kept, await vendor.state(id, api), model, null);
      return { ...jsonAnswer(video, { model }), video };
    }
    case "content": {
      const response = await (vendor.content ?? fileOf(vendor))(id, api);
      if (response === null) throw videoNotReady();
      const type = response.headers.get("content-type") ?? "";
      return streamAnswer(response, /^video\//.test(type) ? type : "video/mp4", { model });
    }
  }
}

const fileOf = (vendor: VideoVendor) => async (id: string, api: VideoApi) => {
  const { status, address } = await vendor.state(id, api);
  return status === "completed" && address ? api.upstream.download(address) : null;
};

/** OpenAI's video. */
function videoOf(kept: Kept, state: VideoState, model: string, prompt: string | null) {
  const [, seconds, size, createdAt] = kept;
  const length = state.seconds ?? seconds;
  const progress = state.status === "completed" ? 100 : Math.round(state.progress ?? 0);
  const { status, error = null } = state;
  return {
    id: JSON.stringify(kept),
    object: "video",
    created_at: createdAt,
    completed_at: null,
    expires_at: null,
    status,
    model,
    progress,
    prompt,
    seconds: length === null ? null : String(length),
    size,
    remixed_from_video_id: null,
    error,
  };
}

export const videoNotReady = () =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "video_not_ready",
    message: "The video is not ready: ask for its status until it is 'completed'.",
    param: "video_id",
  });
