import { expect, test } from "vitest";
import { pixel, pixelFile, runMedia } from "~/tests/media-run";
import type { JsonObject } from "../../openai/fields";

// Requests and answers as each vendor's documentation has them: a task ordered, on its way, done, failed, its file.

interface Vendor {
  name: string;
  adapter?: string;
  preset: string | null;
  base: string;
  model: string;
  /** What is ordered for a prompt, 6 seconds of 1280x720 and a picture; and the answer to it. */
  order: { url: string; body: JsonObject; answer: JsonObject; task: string };
  poll: { method?: string; url: string; body?: JsonObject };
  running: JsonObject;
  done: JsonObject;
  failed: JsonObject;
  reason: string;
  /** The calls of a download: what each answers, and where it goes. */
  download: { answers: (JsonObject | "file")[]; last: string; withKey?: boolean };
  /** What the vendor makes of 1280x720, where that is not the same. */
  seconds?: string | null;
}

const picture = `data:image/png;base64,${pixel}`;
const file = "https://cdn.example/v.mp4";
const google = "https://generativelanguage.googleapis.com/v1beta";
const vertex = "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1";
const operation = "models/veo-3.1-generate-preview/operations/op1";
const vertexOperation = `projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/op1`;
const veoOrder = {
  instances: [{ prompt: "a cat", image: { bytesBase64Encoded: pixel, mimeType: "image/png" } }],
  parameters: { sampleCount: 1, durationSeconds: 6, aspectRatio: "16:9", resolution: "720p", seed: 3 },
};
const refusal = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ["The prompt was refused."] };

const vendors: Vendor[] = [
  {
    name: "Gemini",
    adapter: "gemini",
    preset: null,
    base: google,
    model: "veo-3.1-generate-preview",
    order: {
      url: `${google}/models/veo-3.1-generate-preview:predictLongRunning`,
      body: veoOrder,
      answer: { name: operation },
      task: operation,
    },
    poll: { url: `${google}/${operation}` },
    running: { name: operation },
    done: {
      name: operation,
      done: true,
      response: {
        generateVideoResponse: { generatedSamples: [{ video: { uri: `${google}/files/f:download?alt=media` } }] },
      },
    },
    failed: { name: operation, done: true, response: { generateVideoResponse: refusal } },
    reason: "The prompt was refused.",
    download: { answers: ["file"], last: `${google}/files/f:download?alt=media`, withKey: true },
  },
  {
    name: "Vertex AI",
    adapter: "vertex",
    preset: null,
    base: `${vertex}/endpoints/openapi`,
    model: "google/veo-3.1-generate-001",
    order: {
      url: `${vertex}/publishers/google/models/veo-3.1-generate-001:predictLongRunning`,
      body: veoOrder,
      answer: { name: vertexOperation },
      task: vertexOperation,
    },
    poll: {
      method: "POST",
      url: `${vertex}/publishers/google/models/veo-3.1-generate-001:fetchPredictOperation`,
      body: { operationName: vertexOperation },
    },
    running: { name: vertexOperation },
    done: {
      name: vertexOperation,
      done: true,
      response: { videos: [{ bytesBase64Encoded: btoa("the video"), mimeType: "video/mp4" }] },
    },
    failed: { name: vertexOperation, done: true, error: { code: 3, message: "The prompt was refused." } },
    reason: "The prompt was refused.",
    download: {
      answers: [],
      last: `${vertex}/publishers/google/models/veo-3.1-generate-001:fetchPredictOperation`,
      withKey: true,
    },
  },
  {
    name: "xAI",
    preset: "xai",
    base: "https://api.x.ai/v1",
    model: "grok-imagine-video",
    order: {
      url: "https://api.x.ai/v1/videos/generations",
      body: {
        model: "grok-imagine-video",
        prompt: "a cat",
        duration: 6,
        aspect_ratio: "16:9",
        resolution: "720p",
        image: { url: picture },
        seed: 3,
      },
      answer: { request_id: "r1" },
      task: "r1",
    },
    poll: { url: "https://api.x.ai/v1/videos/r1" },
    running: { status: "pending", progress: 40 },
    done: { status: "done", video: { url: file, duration: 6, respect_moderation: true }, model: "grok-imagine-video" },
    failed: { status: "failed", error: { code: "internal", message: "It broke." } },
    reason: "It broke.",
    download: { answers: ["file"], last: file },
  },
  {
    name: "SiliconFlow",
    preset: "siliconflow",
    base: "https://api.siliconflow.cn/v1",
    model: "Wan-AI/Wan2.2-I2V-A14B",
    order: {
      url: "https://api.siliconflow.cn/v1/video/submit",
      body: { model: "Wan-AI/Wan2.2-I2V-A14B", prompt: "a cat", image_size: "1280x720", image: picture, seed: 3 },
      answer: { requestId: "q1" },
      task: "q1",
    },
    poll: { method: "POST", url: "https://api.siliconflow.cn/v1/video/status", body: { requestId: "q1" } },
    running: { status: "InProgress", reason: "", results: {} },
    done: { status: "Succeed", results: { videos: [{ url: file }], timings: { inference: 1 }, seed: 3 } },
    failed: { status: "Failed", reason: "It broke." },
    reason: "It broke.",
    download: { answers: ["file"], last: file },
    seconds: null,
  },
  {
    name: "Doubao",
    preset: "doubao",
    base: "https://ark.cn-beijing.volces.com/api/v3",
    model: "doubao-seedance-2-0-260128",
    order: {
      url: "https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks",
      body: {
        model: "doubao-seedance-2-0-260128",
        content: [
          { type: "text", text: "a cat" },
          { type: "image_url", image_url: { url: picture }, role: "first_frame" },
        ],
        duration: 6,
        ratio: "16:9",
        resolution: "720p",
        seed: 3,
      },
      answer: { id: "cgt-1" },
      task: "cgt-1",
    },
    poll: { url: "https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks/cgt-1" },
    running: { id: "cgt-1", status: "running" },
    done: { id: "cgt-1", status: "succeeded", content: { video_url: file }, usage: { total_tokens: 100 } },
    failed: { id: "cgt-1", status: "failed", error: { code: "OutputVideoSensitive", message: "It was refused." } },
    reason: "It was refused.",
    download: { answers: ["file"], last: file },
  },
  {
    name: "MiniMax",
    preset: "minimax",
    base: "https://api.minimaxi.com/v1",
    model: "MiniMax-Hailuo-2.3",
    order: {
      url: "https://api.minimaxi.com/v1/video_generation",
      body: {
        model: "MiniMax-Hailuo-2.3",
        prompt: "a cat",
        duration: 6,
        resolution: "768P",
        first_frame_image: picture,
        seed: 3,
      },
      answer: { task_id: "t1", base_resp: { status_code: 0, status_msg: "success" } },
      task: "t1",
    },
    poll: { url: "https://api.minimaxi.com/v1/query/video_generation?task_id=t1" },
    running: { task_id: "t1", status: "Processing", base_resp: { status_code: 0 } },
    done: { task_id: "t1", status: "Success", file_id: "f1", base_resp: { status_code: 0 } },
    failed: { task_id: "t1", status: "Fail", base_resp: { status_code: 1027, status_msg: "It was refused." } },
    reason: "It was refused.",
    download: { answers: [{ file: { download_url: file } }, "file"], last: file },
  },
  {
    name: "Qwen",
    preset: "qwen",
    base: "https://dashscope.aliyuncs.com/compatible-mode/v1",
    model: "wan2.7-i2v",
    order: {
      url: "https://dashscope.aliyuncs.com/api/v1/services/aigc/video-generation/video-synthesis",
      body: {
        model: "wan2.7-i2v",
        input: { prompt: "a cat", media: [{ type: "first_frame", url: picture }] },
        parameters: { duration: 6, resolution: "720P", seed: 3 },
      },
      answer: { output: { task_id: "d1", task_status: "PENDING" }, request_id: "x" },
      task: "d1",
    },
    poll: { url: "https://dashscope.aliyuncs.com/api/v1/tasks/d1" },
    running: { output: { task_id: "d1", task_status: "RUNNING" } },
    done: { output: { task_id: "d1", task_status: "SUCCEEDED", video_url: file } },
    failed: { output: { task_id: "d1", task_status: "FAILED", code: "InvalidParameter", message: "It was refused." } },
    reason: "It was refused.",
    download: { answers: ["file"], last: file },
  },
  {
    name: "Zhipu",
    preset: "zhipu",
    base: "https://open.bigmodel.cn/api/paas/v4",
    model: "cogvideox-3",
    order: {
      url: "https://open.bigmodel.cn/api/paas/v4/videos/generations",
      body: { model: "cogvideox-3", prompt: "a cat", duration: 6, size: "1280x720", image_url: picture, seed: 3 },
      answer: { id: "z1", model: "cogvideox-3", task_status: "PROCESSING" },
      task: "z1",
    },
    poll: { url: "https://open.bigmodel.cn/api/paas/v4/async-result/z1" },
    running: { model: "cogvideox-3", task_status: "PROCESSING" },
    done: { task_status: "SUCCESS", video_result: [{ url: file, cover_image_url: "https://cdn.example/c.png" }] },
    failed: { task_status: "FAIL" },
    reason: "the video could not be made",
    download: { answers: ["file"], last: file },
  },
];

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
