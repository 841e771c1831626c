import { expect, test } from "vitest";
import { pixelFile, runMedia } from "~/tests/media-run";
import { google, vendors } from "~/tests/video-vendors";
import type { JsonObject } from "../../openai/fields";

const hasKey = (headers: Record<string, string>) => JSON.stringify(headers).includes("sk-secret");

for (const vendor of vendors) {
  const { adapter = "openai", preset, base, model } = vendor;
  const existing = (action: "retrieve" | "content" | "delete" | "remix", answers: (JsonObject | Response)[]) => {
    const upstreamId = JSON.stringify([vendor.order.task, 6, "1280x720", 1790000000]);
    const video = { action, upstreamId, id: "video_x", query: "" };
    return runMedia(adapter, "videos", { body: { prompt: "again" }, video, model, preset }, answers, base);
  };

  test(`${vendor.name}: a video is ordered in the vendor's words`, async () => {
    const body = { prompt: "a cat", seconds: "6", size: "1280x720", seed: 3 };
    const files: [string, File][] = [["input_reference", pixelFile()]];
    const asked = { body, files, model, preset };
    const { sent, answer, content } = await runMedia(adapter, "videos", asked, [vendor.order.answer], base);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: "POST", url: vendor.order.url });
    expect(sent[0]!.body).toEqual(vendor.order.body);
    expect(hasKey(sent[0]!.headers)).toBe(true);
    const seconds = vendor.seconds === undefined ? "6" : vendor.seconds;
    expect(content).toMatchObject({ object: "video", status: "queued", progress: 0, seconds, prompt: "a cat", model });
    expect(JSON.parse(String(answer.video!.id))[0]).toBe(vendor.order.task);
    expect(answer.units).toEqual(seconds === null ? null : { seconds: 6 });
  });

  test(`${vendor.name}: its state is OpenAI's, on its way, done and failed`, async () => {
    const running = await existing("retrieve", [vendor.running]);
    expect(running.sent[0]).toMatchObject({ method: vendor.poll.method ?? "GET", url: vendor.poll.url });
    if (vendor.poll.body) expect(running.sent[0]!.body).toEqual(vendor.poll.body);
    expect(["queued", "in_progress"]).toContain((running.content as JsonObject).status);
    const done = await existing("retrieve", [vendor.done]);
    expect(done.content).toMatchObject({
      status: "completed",
      progress: 100,
      created_at: 1790000000,
      seconds: "6",
      size: "1280x720",
      error: null,
    });
    const failed = await existing("retrieve", [vendor.failed]);
    expect(failed.content).toMatchObject({ status: "failed", error: { message: vendor.reason } });
  });

  test(`${vendor.name}: the file is fetched once it is there, with the key at the vendor's own address only`, async () => {
    const { answers, last, withKey = false } = vendor.download;
    const script = answers.map((each) =>
      each === "file" ? new Response("the video", { headers: { "content-type": "video/mp4" } }) : each,
    );
    const { sent, answer, content } = await existing("content", [vendor.done, ...script]);
    expect(new TextDecoder().decode(content as Uint8Array)).toBe("the video");
    expect(answer.contentType).toBe("video/mp4");
    expect(sent.at(-1)!.url).toBe(last);
    expect(hasKey(sent.at(-1)!.headers)).toBe(withKey);
    await expect(existing("content", [vendor.running])).rejects.toMatchObject({ status: 404, code: "video_not_ready" });
    await expect(existing("remix", [])).rejects.toMatchObject({ status: 400, param: "video_id" });
  });
}

test("a task that the vendor refuses inside a 200 is an error; one without an id is a broken answer", async () => {
  const ask = (answer: JsonObject) =>
    runMedia("openai", "videos", { body: { prompt: "a" }, preset: "minimax" }, [answer], "https://api.minimaxi.com/v1");
  await expect(ask({ base_resp: { status_code: 1008, status_msg: "insufficient balance" } })).rejects.toMatchObject({
    failure: { message: expect.stringContaining("insufficient balance") },
  });
  await expect(ask({ base_resp: { status_code: 0 } })).rejects.toMatchObject({ failure: { code: "bad_answer" } });
});

test("Doubao's tasks are deleted; where a vendor deletes none that is said", async () => {
  const remove = (preset: string, answers: JsonObject[]) => {
    const video = { action: "delete", upstreamId: '["t1",5,null,1790000000]', id: "video_x", query: "" } as const;
    return runMedia("openai", "videos", { body: {}, video, preset }, answers, "https://vendor.example/v1");
  };
  const { sent, content } = await remove("doubao", [{}]);
  expect(sent[0]).toMatchObject({ method: "DELETE", url: "https://vendor.example/v1/contents/generations/tasks/t1" });
  expect(content).toMatchObject({ object: "video.deleted", deleted: true });
  await expect(remove("xai", [])).rejects.toMatchObject({ status: 400, param: "video_id" });
});

test("Wan up to 2.6 takes a size; storage of one's own is refused for Veo", async () => {
  const body = { prompt: "a", size: "1280x720", negative_prompt: "dogs", watermark: false };
  const answer = { output: { task_id: "d" } };
  const base = "https://dashscope.aliyuncs.com/compatible-mode/v1";
  const { sent } = await runMedia(
    "openai",
    "videos",
    { body, model: "wan2.5-t2v-preview", preset: "qwen" },
    [answer],
    base,
  );
  expect(sent[0]!.body).toEqual({
    model: "wan2.5-t2v-preview",
    input: { prompt: "a", negative_prompt: "dogs" },
    parameters: { size: "1280*720", watermark: false },
  });
  expect(sent[0]!.headers["x-dashscope-async"]).toBe("enable");
  await expect(
    runMedia("gemini", "videos", { body: { prompt: "a", storageUri: "gs://b" } }, [], google),
  ).rejects.toMatchObject({ status: 400, param: "storageUri" });
});
