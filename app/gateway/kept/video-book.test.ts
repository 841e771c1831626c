import { expect, test } from "vitest";
import { rowsOf, testPlatform } from "~/tests/platform";
import type { JsonObject } from "../openai/fields";

async function noted() {
  const platform = testPlatform();
  const { videos } = platform.gateway;
  const note = async (video: JsonObject, keyId = "k") => {
    const work: Promise<unknown>[] = [];
    videos.note(keyId, video, (each) => void work.push(each));
    await Promise.all(work);
  };
  const page = (query = "", keyId = "k") => videos.page(keyId, new URLSearchParams(query));
  const ids = async (query = "", keyId = "k") => ((await page(query, keyId)).data as JsonObject[]).map(({ id }) => id);
  return { platform, note, page, ids };
}

test("a key's videos are listed as they were last seen, sealed at rest, and no other key's", async () => {
  const { platform, note, page, ids } = await noted();
  await note({ id: "video_a", object: "video", status: "queued", prompt: "a secret cat" });
  await note({ id: "video_a", object: "video", status: "completed", prompt: null });
  await note({ id: "video_b", object: "video", status: "queued", prompt: "b" }, "other");
  expect(await page()).toEqual({
    object: "list",
    data: [{ id: "video_a", object: "video", status: "completed", prompt: "a secret cat" }],
    first_id: "video_a",
    last_id: "video_a",
    has_more: false,
  });
  expect(await ids("", "other")).toEqual(["video_b"]);
  expect(JSON.stringify(rowsOf(platform, "select * from videos"))).not.toContain("secret cat");
  await note({ id: "video_a", object: "video.deleted", deleted: true });
  expect(await page()).toMatchObject({ data: [], first_id: null, has_more: false });
});

test("pages go both ways, and bad queries are named", async () => {
  const { note, page, ids } = await noted();
  for (const id of ["1", "2", "3"]) await note({ id, status: "queued" });
  const all = await ids("order=asc");
  expect([...all].sort()).toEqual(["1", "2", "3"]);
  expect(await ids()).toEqual(all.toReversed());
  expect(await page("limit=2&order=asc")).toMatchObject({ last_id: all[1], has_more: true });
  expect(await ids(`order=asc&after=${all[1]}`)).toEqual([all[2]]);
  expect(await ids(`after=${all[1]}`)).toEqual([all[0]]);
  for (const [query, param] of [
    ["limit=0", "limit"],
    ["limit=x", "limit"],
    ["order=up", "order"],
    ["after=nobody", "after"],
  ] as const)
    await expect(page(query)).rejects.toMatchObject({ status: 400, param });
  await expect(page(`after=${all[0]}`)).resolves.toBeDefined();
  expect(await ids("", "other")).toEqual([]);
});
