import { expect, test } from "vitest";
import { pixel, pixelFile, runMedia } from "~/tests/media-run";

// Requests and answers of https://github.com/novicezk/midjourney-proxy/blob/main/docs/api.md

const base = "https://mj.example";
const taken = { code: 1, description: "ok", result: "171" };
const success = { id: "171", status: "SUCCESS", progress: "100%", imageUrl: "https://mj.example/grid.png" };

test("imagine, then ask until it is there", async () => {
  const { sent, content } = await runMedia(
    "midjourney",
    "images",
    { body: { prompt: "a cat", size: "1792x1024" } },
    [taken, { status: "SUBMITTED" }, { status: "IN_PROGRESS", progress: "50%" }, success],
    base,
  );
  expect(sent[0]).toMatchObject({
    method: "POST",
    url: `${base}/mj/submit/imagine`,
    headers: { "mj-api-secret": "sk-secret" },
    body: { prompt: "a cat --ar 7:4" },
  });
  expect(sent.slice(1).map(({ url }) => url)).toEqual(Array(3).fill(`${base}/mj/task/171/fetch`));
  expect(content).toMatchObject({ data: [{ url: "https://mj.example/grid.png" }] });
});

test("a prompt's own ratio stays; pictures go along as base64; cut grids are several pictures", async () => {
  const imageUrls = [1, 2, 3, 4].map((index) => ({ url: `https://mj.example/${index}.png` }));
  const { sent, content } = await runMedia(
    "midjourney",
    "image_edits",
    { body: { prompt: "a hat --ar 3:2", size: "1024x1024", n: 2 }, files: [["image", pixelFile()]] },
    [
      { ...taken, code: 22 },
      { ...success, imageUrls },
    ],
    base,
  );
  expect(sent[0]!.body).toEqual({ prompt: "a hat --ar 3:2", base64Array: [`data:image/png;base64,${pixel}`] });
  expect(content).toMatchObject({ data: [{ url: "https://mj.example/1.png" }, { url: "https://mj.example/2.png" }] });
});

test("a full queue is a rate limit, a forbidden word the caller's mistake, a failed task one or the other", async () => {
  const run = (answers: object[]) =>
    runMedia("midjourney", "images", { body: { prompt: "x" } }, answers as never[], base);
  await expect(run([{ code: 23, description: "queue full" }])).rejects.toMatchObject({
    failure: { kind: "rate_limit" },
  });
  await expect(run([{ code: 24, description: "banned word" }])).rejects.toMatchObject({ failure: { kind: "client" } });
  await expect(run([taken, { status: "FAILURE", failReason: "time out" }])).rejects.toMatchObject({
    failure: { kind: "server" },
  });
  await expect(runMedia("midjourney", "images", { body: { prompt: "x", n: 5 } }, [], base)).rejects.toMatchObject({
    status: 400,
    param: "n",
  });
});
