import { badRequest } from "../errors";
import { isObject, type JsonObject, parseObject } from "../openai/fields";
import type { Defer, Ports } from "../ports";
import { videoPurpose } from "../purposes";
import type { KeptVideo } from "../store";

// The videos of each API key, for `GET /v1/videos`: as they were when they were made or last asked for. Where a video is
// stands in its id (media/video-id.ts): a row that is missing takes nothing from it but its place in the list.

/** Vendors keep files for some days at most. */
const keptForMs = 30 * 86_400_000;
const order = ["asc", "desc"] as const;

export class VideoBook {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Notes a video that was made, asked for, or deleted; after the answer. */
  note(keyId: string, video: JsonObject, defer: Defer): void {
    const id = String(video.id);
    const work = video.deleted === true ? this.#ports.store.deleteVideo(keyId, id) : this.#save(keyId, id, video);
    defer(work.catch((error) => console.error("A video could not be noted for the list of videos:", error)));
  }

  async #save(keyId: string, id: string, video: JsonObject): Promise<void> {
    const { store, now, seal } = this.#ports;
    const known = await store.findVideo(keyId, id);
    const before = known === null ? null : await this.#open(keyId, known);
    // The prompt is told when the video is ordered, and by most vendors never again.
    const next = { ...video, prompt: video.prompt ?? before?.prompt ?? null };
    const text = JSON.stringify(next);
    if (before !== null && JSON.stringify(before) === text) return;
    const createdAt = known?.createdAt ?? now();
    await store.saveVideo(
      keyId,
      { id, createdAt, video: await seal(text, videoPurpose(keyId, id)) },
      now() + keptForMs,
    );
  }

  /** One page: https://platform.openai.com/docs/api-reference/videos/list. Throws a 400 that names the field. */
  async page(keyId: string, query: URLSearchParams): Promise<JsonObject> {
    const { store, now } = this.#ports;
    const direction = query.get("order") ?? "desc";
    if (direction !== "asc" && direction !== "desc")
      throw badRequest(`Invalid value for 'order': expected one of ${order.join(", ")}.`, "order");
    const limit = Number(query.get("limit") ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      throw badRequest("Invalid value for 'limit': expected an integer between 1 and 100.", "limit");
    const afterId = query.get("after");
    const after = afterId === null ? null : await store.findVideo(keyId, afterId);
    if (afterId !== null && after === null)
      throw badRequest("Invalid value for 'after': there is no such video for this API key.", "after");
    const rows = await store.listVideos(keyId, { after, limit: limit + 1, order: direction, now: now() });
    const opened = await Promise.all(rows.slice(0, limit).map((row) => this.#open(keyId, row)));
    const data = opened.filter((video) => video !== null);
    return {
      object: "list",
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: rows.length > limit,
    };
  }

  /** Null where its encryption key is gone. */
  async #open(keyId: string, { id, video }: KeptVideo): Promise<JsonObject | null> {
    try {
      const clear = parseObject(await this.#ports.unseal(video, videoPurpose(keyId, id)));
      return isObject(clear) ? clear : null;
    } catch {
      return null;
    }
  }
}
