import { expect, test } from "vitest";
import { pixel, pixelFile, runMedia } from "~/tests/media-run";
import type { JsonObject } from "../../openai/fields";

// Requests and answers as each vendor's documentation has them.

const picture = `data:image/png;base64,${pixel}`;
const address = "https://cdn.example/a.png";
const asked = { prompt: "a cat", size: "1792x1024", n: 2, quality: "hd", user: "u", seed: 7 };

interface Vendor {
  preset: string;
  url: string;
  sent: JsonObject;
  answer: JsonObject;
  /** The request of an edit, where the vendor has edits of its own. */
  edit?: JsonObject;
}
const vendors: Vendor[] = [
  {
    preset: "siliconflow",
    url: "https://vendor.example/v1/images/generations",
    sent: { model: "m", prompt: "a cat", image_size: "1792x1024", batch_size: 2, seed: 7 },
    answer: { images: [{ url: address }, { url: address }], timings: { inference: 1 }, seed: 7 },
    edit: { model: "m", prompt: "hat", image: picture },
  },
  {
    preset: "together",
    url: "https://vendor.example/v1/images/generations",
    sent: { model: "m", prompt: "a cat", width: 1792, height: 1024, n: 2, seed: 7 },
    answer: {
      id: "1",
      object: "list",
      data: [
        { index: 0, url: address },
        { index: 1, url: address },
      ],
    },
    edit: { model: "m", prompt: "hat", image_url: picture },
  },
  {
    preset: "xai",
    url: "https://vendor.example/v1/images/generations",
    sent: { model: "m", prompt: "a cat", aspect_ratio: "16:9", n: 2, seed: 7 },
    answer: { data: [{ url: address }, { url: address }] },
  },
  {
    preset: "qwen",
    url: "https://vendor.example/api/v1/services/aigc/multimodal-generation/generation",
    sent: {
      model: "m",
      input: { messages: [{ role: "user", content: [{ text: "a cat" }] }] },
      parameters: { size: "1792*1024", n: 2, seed: 7 },
    },
    answer: { output: { choices: [{ message: { content: [{ image: address }, { image: address }] } }] } },
    edit: {
      model: "m",
      input: { messages: [{ role: "user", content: [{ image: picture }, { text: "hat" }] }] },
      parameters: {},
    },
  },
  {
    preset: "minimax",
    url: "https://vendor.example/v1/image_generation",
    sent: { model: "m", prompt: "a cat", aspect_ratio: "16:9", n: 2, seed: 7 },
    answer: { id: "1", data: { image_urls: [address, address] }, base_resp: { status_code: 0, status_msg: "success" } },
    edit: { model: "m", prompt: "hat", subject_reference: [{ type: "character", image_file: picture }] },
  },
  {
    preset: "qianfan",
    url: "https://vendor.example/v1/images/generations",
    sent: { model: "m", prompt: "a cat", size: "1792x1024", n: 2, seed: 7 },
    answer: { id: "1", created: 1, data: [{ url: address }, { url: address }] },
    edit: { model: "m", prompt: "hat", refer_image: picture },
  },
];

for (const { preset, url, sent, answer, edit } of vendors) {
  test(`${preset}: a picture is ordered in the vendor's words and comes in OpenAI's`, async () => {
    const made = await runMedia("openai", "images", { preset, model: "m", body: asked }, [answer]);
    expect(made.sent).toMatchObject([{ method: "POST", url, headers: { authorization: "Bearer sk-secret" } }]);
    expect(made.sent[0]!.body).toEqual(sent);
    expect(made.content).toMatchObject({ data: [{ url: address }, { url: address }] });
    expect(made.answer.units).toEqual({ images: 2 });
  });

  if (edit !== undefined)
    test(`${preset}: a picture is changed`, async () => {
      const files: [string, File][] = [["image", pixelFile()]];
      const made = await runMedia("openai", "image_edits", { preset, model: "m", body: { prompt: "hat" }, files }, [
        answer,
      ]);
      expect(made.sent[0]!.body).toEqual(edit);
    });
}

test("bytes are fetched for a client that wants them; a mask, and an answer without a picture, are told", async () => {
  const body = { prompt: "x", response_format: "b64_json" };
  const bytes = new Response(Buffer.from(pixel, "base64"));
  const qwen = { preset: "qwen", model: "m" };
  const answer = { output: { choices: [{ message: { content: [{ image: address }] } }] } };
  const { content } = await runMedia("openai", "images", { ...qwen, body }, [answer, bytes]);
  expect(content).toMatchObject({ data: [{ b64_json: pixel }] });
  const masked: [string, File][] = [
    ["image", pixelFile()],
    ["mask", pixelFile()],
  ];
  await expect(runMedia("openai", "image_edits", { ...qwen, body, files: masked }, [])).rejects.toMatchObject({
    status: 400,
    param: "mask",
  });
  await expect(runMedia("openai", "images", { ...qwen, body }, [{ output: {} }])).rejects.toMatchObject({
    failure: { kind: "format" },
  });
});

interface Alone {
  preset: string;
  model: string;
  url: string;
  sent: JsonObject;
  answer: JsonObject;
  data: JsonObject;
}
const alone: Alone[] = [
  {
    preset: "doubao",
    model: "doubao-seedream-5-0-260128",
    url: "https://vendor.example/v1/images/generations",
    // Newer models want more pixels than OpenAI's sizes have.
    sent: { model: "doubao-seedream-5-0-260128", prompt: "a cat", size: "2540x1452", seed: 7 },
    answer: { model: "doubao-seedream-5-0-260128", created: 1, data: [{ url: address, size: "2540x1452" }] },
    data: { url: address },
  },
  {
    preset: "zhipu",
    model: "cogview-4",
    url: "https://vendor.example/v1/images/generations",
    sent: { model: "cogview-4", prompt: "a cat", size: "1792x1024", quality: "hd", seed: 7 },
    answer: { created: 1, data: [{ url: address }], content_filter: [{ role: "user", level: 3 }] },
    data: { url: address },
  },
  {
    preset: "fireworks",
    model: "accounts/fireworks/models/flux-1-schnell-fp8",
    url: "https://vendor.example/v1/workflows/accounts/fireworks/models/flux-1-schnell-fp8/text_to_image",
    sent: { prompt: "a cat", aspect_ratio: "16:9", seed: 7 },
    answer: { id: "1", base64: [picture], finishReason: "SUCCESS", seed: 7 },
    data: { b64_json: pixel },
  },
  {
    preset: "openrouter",
    model: "google/gemini-3-pro-image",
    url: "https://vendor.example/v1/chat/completions",
    sent: {
      model: "google/gemini-3-pro-image",
      messages: [{ role: "user", content: "a cat" }],
      modalities: ["image", "text"],
      image_config: { aspect_ratio: "16:9" },
      seed: 7,
    },
    answer: { choices: [{ message: { content: "", images: [{ type: "image_url", image_url: { url: picture } }] } }] },
    data: { b64_json: pixel },
  },
];

for (const { preset, model, url, sent, answer, data } of alone)
  test(`${preset}: one picture a call, and a call for each`, async () => {
    const made = await runMedia("openai", "images", { preset, model, body: asked }, [answer, answer]);
    expect(made.sent).toMatchObject([
      { url, body: sent },
      { url, body: sent },
    ]);
    expect(Object.keys(made.sent[0]!.body as object)).toEqual(Object.keys(sent));
    expect(made.content).toMatchObject({ data: [data, data] });
    expect(made.answer.units).toEqual({ images: 2 });
  });

const edited = (preset: string, model: string, answers: Parameters<typeof runMedia>[3]) => {
  const files: [string, File][] = [["image", pixelFile()]];
  return runMedia("openai", "image_edits", { preset, model, body: { prompt: "hat" }, files }, answers);
};

test("pictures that are changed one a call", async () => {
  const ark = await edited("doubao", "doubao-seedream-4-0", [{ data: [{ url: address }] }]);
  expect(ark.sent[0]!.body).toEqual({ model: "doubao-seedream-4-0", prompt: "hat", image: picture });
  const chat = await edited("openrouter", "black-forest-labs/flux.2-pro", [
    { choices: [{ message: { images: [{ image_url: { url: picture } }] } }] },
  ]);
  expect(chat.sent[0]!.body).toMatchObject({
    modalities: ["image"],
    messages: [
      {
        content: [
          { type: "text", text: "hat" },
          { type: "image_url", image_url: { url: picture } },
        ],
      },
    ],
  });
  const base64 = { prompt: "x", response_format: "b64_json" };
  const bytes = new Response(Buffer.from(pixel, "base64"));
  const glm = await runMedia("openai", "images", { preset: "zhipu", model: "cogview-4", body: base64 }, [
    { data: [{ url: address }] },
    bytes,
  ]);
  expect(glm.content).toMatchObject({ data: [{ b64_json: pixel }] });
});

const task = (output: JsonObject) => ({ request_id: "r", output: { task_id: "t-1", ...output } });
const done = task({ task_status: "SUCCEEDED", results: [{ url: address }, { code: "x", message: "no" }] });

test("DashScope: older models are jobs, asked for until they are done", async () => {
  const answers = [task({ task_status: "PENDING" }), task({ task_status: "RUNNING" }), done];
  const body = { ...asked, negative_prompt: "dog" };
  const made = await runMedia("openai", "images", { preset: "qwen", model: "wan2.5-t2i-preview", body }, answers);
  expect(made.sent[0]).toMatchObject({
    url: "https://vendor.example/api/v1/services/aigc/text2image/image-synthesis",
    headers: { "x-dashscope-async": "enable" },
    body: {
      model: "wan2.5-t2i-preview",
      input: { prompt: "a cat", negative_prompt: "dog" },
      parameters: { size: "1792*1024", n: 2, seed: 7 },
    },
  });
  expect(made.sent.slice(1).map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET https://vendor.example/api/v1/tasks/t-1",
    "GET https://vendor.example/api/v1/tasks/t-1",
  ]);
  expect(made.content).toMatchObject({ data: [{ url: address }] });
  const edit = await edited("qwen", "wanx2.1-imageedit", [task({ task_status: "PENDING" }), done]);
  expect(edit.sent[0]).toMatchObject({
    url: "https://vendor.example/api/v1/services/aigc/image2image/image-synthesis",
    body: { input: { function: "description_edit", prompt: "hat", base_image_url: picture } },
  });
  const wan = await edited("qwen", "wan2.5-i2i-preview", [task({ task_status: "PENDING" }), done]);
  expect(wan.sent[0]!.body).toMatchObject({ input: { prompt: "hat", images: [picture] } });
});

test.each([
  ["client", { code: "DataInspectionFailed", message: "Input data may contain inappropriate content." }],
  ["server", { code: "InternalError.Timeout", message: "An internal timeout error has occurred." }],
])("DashScope: a job that failed is %s's", async (kind, said) => {
  const answers = [task({ task_status: "PENDING" }), task({ task_status: "FAILED", ...said })];
  await expect(
    runMedia("openai", "images", { preset: "qwen", model: "wanx2.1-t2i-turbo", body: { prompt: "x" } }, answers),
  ).rejects.toMatchObject({ failure: { kind, message: said.message } });
});

test("a DashScope job whose client leaves is cancelled there", async () => {
  const controller = new AbortController();
  const seen: string[] = [];
  const work = runMedia(
    "openai",
    "images",
    {
      preset: "qwen",
      model: "wanx2.1-t2i-turbo",
      body: { prompt: "x" },
      signal: controller.signal,
      seen: (call) => seen.push(call),
      sleep: async () => controller.abort(),
    },
    [task({ task_status: "PENDING" }), {}, {}, {}],
  );
  await expect(work).rejects.toThrow();
  expect(seen).toContain("POST https://vendor.example/api/v1/tasks/t-1/cancel");
});

test("Fireworks: FLUX Kontext is a job, with and without a picture", async () => {
  const model = "accounts/fireworks/models/flux-kontext-pro";
  const answers = [
    { request_id: "r-1" },
    { id: "r-1", status: "Pending" },
    { id: "r-1", status: "Ready", result: { sample: address } },
  ];
  const made = await edited("fireworks", model, answers);
  const url = `https://vendor.example/v1/workflows/${model}`;
  expect(made.sent).toMatchObject([
    { url, body: { prompt: "hat", input_image: picture } },
    { url: `${url}/get_result`, body: { id: "r-1" } },
    { url: `${url}/get_result`, body: { id: "r-1" } },
  ]);
  expect(made.content).toMatchObject({ data: [{ url: address }] });
  await expect(
    edited("fireworks", model, [{ request_id: "r" }, { status: "Content Moderated", details: null }]),
  ).rejects.toMatchObject({ failure: { kind: "client" } });
});

test("MiniMax tells a refusal within a 200", async () => {
  const refused = { base_resp: { status_code: 1026, status_msg: "input new_sensitive" } };
  await expect(
    runMedia("openai", "images", { preset: "minimax", model: "image-01", body: { prompt: "x" } }, [refused]),
  ).rejects.toMatchObject({ failure: { kind: "client" } });
});
