import type { KeptVideo, Store } from "~/gateway/store";

interface VideoRow {
  id: string;
  created_at: number;
  video: string;
}

const kept = ({ id, created_at, video }: VideoRow): KeptVideo => ({ id, createdAt: created_at, video });

type VideoStore = Pick<Store, "saveVideo" | "findVideo" | "listVideos" | "deleteVideo">;

/** Videos that API keys had made, sealed by the gateway. */
export function videoStore(database: D1Database): VideoStore {
  const save = database.prepare(
    "insert or replace into videos (key_id, id, created_at, expires_at, video) values (?1, ?2, ?3, ?4, ?5)",
  );
  const find = database.prepare("select id, created_at, video from videos where key_id = ?1 and id = ?2");
  const remove = database.prepare("delete from videos where key_id = ?1 and id = ?2");
  const page = (sign: string, direction: string) =>
    database.prepare(
      `select id, created_at, video from videos
       where key_id = ?1 and expires_at > ?2 and (?3 is null or (created_at, id) ${sign} (?3, ?4))
       order by created_at ${direction}, id ${direction} limit ?5`,
    );
  const pages = { asc: page(">", "asc"), desc: page("<", "desc") };

  return {
    async saveVideo(keyId, { id, createdAt, video }, expiresAt) {
      await save.bind(keyId, id, createdAt, expiresAt, video).run();
    },

    async findVideo(keyId, id) {
      const row = await find.bind(keyId, id).first<VideoRow>();
      return row === null ? null : kept(row);
    },

    async listVideos(keyId, { after, limit, order, now }) {
      const bound = pages[order].bind(keyId, now, after?.createdAt ?? null, after?.id ?? "", limit);
      const { results } = await bound.all<VideoRow>();
      return results.map(kept);
    },

    async deleteVideo(keyId, id) {
      await remove.bind(keyId, id).run();
    },
  };
}
