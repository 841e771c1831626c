import { expect, test } from "vitest";
import { pixel, pixelFile, runMedia } from "~/tests/media-run";

// Requests and answers of https://docs.dev.runwayml.com/api

const base = "https://api.dev.runwayml.com/v1";
const running = { id: "t1", status: "RUNNING", progress: 0.4, createdAt: "2026-01-01T00:00:00.000Z" };
const succeeded = {
  id: "t1",
  status: "SUCCEEDED",
  createdAt: "2026-01-01T00:00:00.000Z",
  output: ["https://cdn.example/a"],
};
const auth = { authorization: "Bearer sk-secret", "x-runway-version": "2024-11-06" };

test("an image is a task that is asked for until it is done", async () => {
  const { sent, content } = await runMedia(
    "runway",
    "images",
    { model: "gen4_image", body: { prompt: "a cat", size: "1024x1024", seed: 3, user: "u" } },
    [{ id: "t1" }, { id: "t1", status: "THROTTLED" }, running, succeeded],
    base,
  );
  expect(sent[0]).toMatchObject({
    method: "POST",
    url: `${base}/text_to_image`,
    headers: auth,
    body: { model: "gen4_image", promptText: "a cat", ratio: "1024:1024", seed: 3 },
  });
  expect(sent.slice(1).map(({ method, url }) => `${method} ${url}`)).toEqual(Array(3).fill(`GET ${base}/tasks/t1`));
  expect(content).toMatchObject({ data: [{ url: "https://cdn.example/a" }] });
});

test("b64_json fetches the picture without the credential", async () => {
  const { sent, content } = await runMedia(
    "runway",
    "images",
    { body: { prompt: "x", response_format: "b64_json" } },
    [
      { id: "t1" },
      succeeded,
      new Response(null, { status: 302, headers: { location: "/b" } }),
      new Response(Buffer.from(pixel, "base64")),
    ],
    base,
  );
  expect(sent.slice(2).map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ["https://cdn.example/a", undefined],
    ["https://cdn.example/b", undefined],
  ]);
  expect(content).toMatchObject({ data: [{ b64_json: pixel }] });
});

test("pictures to edit are references", async () => {
  const { sent } = await runMedia(
    "runway",
    "image_edits",
    { body: { prompt: "a hat" }, files: [["image[]", pixelFile()]] },
    [{ id: "t1" }, succeeded],
    base,
  );
  expect(sent[0]!.body).toMatchObject({
    ratio: "1920:1080",
    referenceImages: [{ uri: `data:image/png;base64,${pixel}` }],
  });
});

test("a failed task is the caller's mistake or the vendor's, as its code says", async () => {
  for (const [failureCode, kind] of [
    ["SAFETY.INPUT.TEXT", "client"],
    ["INTERNAL.BAD_OUTPUT.CODE01", "server"],
  ])
    await expect(
      runMedia(
        "runway",
        "images",
        { body: { prompt: "x" } },
        [{ id: "t1" }, { status: "FAILED", failure: "no", failureCode }],
        base,
      ),
    ).rejects.toMatchObject({ failure: { kind, message: "no" } });
});

test("a video from text, and one from a first picture", async () => {
  const text = await runMedia(
    "runway",
    "videos",
    { model: "gen4.5", body: { prompt: "a cat", seconds: "8", size: "720x1280" } },
    [{ id: "t1" }],
    base,
  );
  expect(text.sent[0]).toMatchObject({
    url: `${base}/text_to_video`,
    headers: auth,
    body: { model: "gen4.5", promptText: "a cat", ratio: "720:1280", duration: 8 },
  });
  expect(text.answer.video).toMatchObject({
    id: "t1|8|720x1280",
    object: "video",
    status: "queued",
    progress: 0,
    seconds: "8",
    size: "720x1280",
    prompt: "a cat",
  });
  const image = await runMedia(
    "runway",
    "videos",
    { model: "gen4_turbo", body: { prompt: "a cat" }, files: [["input_reference", pixelFile()]] },
    [{ id: "t2" }],
    base,
  );
  expect(image.sent[0]).toMatchObject({
    url: `${base}/image_to_video`,
    body: { promptImage: `data:image/png;base64,${pixel}`, ratio: "1280:720", duration: 5 },
  });
});

test("a video's state in OpenAI's words", async () => {
  const ask = async (task: object) => {
    const video = { action: "retrieve" as const, upstreamId: "t1|8|720x1280", id: "video_x", query: "" };
    const { content, sent } = await runMedia(
      "runway",
      "videos",
      { model: "gen4.5", body: {}, video },
      [{ ...task }],
      base,
    );
    expect(sent[0]!.url).toBe(`${base}/tasks/t1`);
    return content;
  };
  expect(await ask({ status: "PENDING" })).toMatchObject({ status: "queued", error: null });
  expect(await ask(running)).toMatchObject({
    status: "in_progress",
    progress: 40,
    created_at: 1767225600,
    seconds: "8",
    size: "720x1280",
    model: "gen4.5",
  });
  expect(await ask(succeeded)).toMatchObject({ status: "completed", progress: 100 });
  expect(await ask({ status: "FAILED", failure: "no", failureCode: "INTERNAL" })).toMatchObject({
    status: "failed",
    error: { code: "INTERNAL", message: "no" },
  });
});

test("a video's content is fetched from where the task says, not before it is done", async () => {
  const video = { action: "content" as const, upstreamId: "t1|5|1280x720", id: "video_x", query: "" };
  const { content, answer, sent } = await runMedia(
    "runway",
    "videos",
    { body: {}, video },
    [succeeded, new Response("film", { headers: { "content-type": "video/mp4" } })],
    base,
  );
  expect([String(Buffer.from(content as Uint8Array)), answer.contentType]).toEqual(["film", "video/mp4"]);
  expect(sent[1]!.url).toBe("https://cdn.example/a");
  await expect(runMedia("runway", "videos", { body: {}, video }, [running], base)).rejects.toMatchObject({
    status: 404,
    code: "video_not_ready",
  });
});

test("a video is deleted where its task is", async () => {
  const video = { action: "delete" as const, upstreamId: "t1|5|1280x720", id: "video_x", query: "" };
  const { sent, content } = await runMedia(
    "runway",
    "videos",
    { body: {}, video },
    [new Response(null, { status: 204 })],
    base,
  );
  expect(sent[0]).toMatchObject({ method: "DELETE", url: `${base}/tasks/t1` });
  expect(content).toMatchObject({ object: "video.deleted", deleted: true });
});
