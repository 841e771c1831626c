import type { JsonObject } from "~/gateway/openai/fields";
import { pixel } from "~/tests/media-run";

// Requests and answers as each vendor's documentation has them: a task ordered, on its way, done, failed, its file.

export interface Vendor {
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
export const google = "https://generativelanguage.googleapis.com/v1beta";
const vertex = "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1";
const operation = "models/veo-3.1-generate-preview/operations/op1";
const vertexOperation = `projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/op1`;
const veoOrder = {
  instances: [{ prompt: "a cat", image: { bytesBase64Encoded: pixel, mimeType: "image/png" } }],
  parameters: { sampleCount: 1, durationSeconds: 6, aspectRatio: "16:9", resolution: "720p", seed: 3 },
};
const refusal = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ["The prompt was refused."] };

export const vendors: Vendor[] = [
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
