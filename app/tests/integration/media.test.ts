import OpenAI, { toFile } from "openai";
import { expect, test } from "vitest";
import { startMediaSuite } from "../media-suite";
import { mp3, png } from "../media-vendor";

// Images, audio, moderation, reranking and videos over the real SDK against the built gateway.

const { host, gateway, vendor, client, otherKey, provider, configure, lastCall } = await startMediaSuite();

test("images: the SDK generates, the upstream hears its own model's name, the row has tokens and cost", async () => {
  await configure(provider("image"));
  const { data, response } = await client.images
    .generate({ model: "m", prompt: "a cat", size: "1024x1024", quality: "high", user: "u1" })
    .withResponse();
  expect(data.data?.[0]?.b64_json).toBe(png.toString("base64"));
  expect(lastCall()).toMatchObject({
    path: "/v1/images/generations",
    fields: { model: "vendor-m", prompt: "a cat", size: "1024x1024", quality: "high", user: "u1" },
  });
  expect(response.headers.get("x-gateway-provider")).toBe("image");
  expect(await gateway.log(response.headers.get("x-request-id"))).toMatchObject({
    outcome: "success",
    usage: { promptTokens: 10, completionTokens: 40, source: "provider" },
    costMicroUsd: 1650,
  });
});

test("images: the SDK streams partial images to the end", async () => {
  await configure(provider("image-stream"));
  const stream = await client.images.generate({ model: "m", prompt: "a cat", stream: true, partial_images: 1 });
  const types: string[] = [];
  for await (const event of stream) types.push(event.type);
  expect(types).toEqual(["image_generation.partial_image", "image_generation.completed"]);
  const [row] = await gateway.logs();
  expect(row).toMatchObject({ outcome: "success", usage: { completionTokens: 40 }, costMicroUsd: 1650 });
});

test("images: a stream that ends before its last event is told as failed, not as done", async () => {
  await configure(provider("image-quiet", ["quiet"]));
  const answer = await gateway.call("/v1/images/generations", { model: "m", prompt: "a cat", stream: true });
  const text = await answer.text();
  expect(text).toContain("partial_image");
  expect(text).toMatch(/event: error\ndata: \{"error":\{"message":"The answer of 'image-quiet' failed/);
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
    outcome: "upstream_error",
    errorCode: "upstream_error",
  });
});

test("images: another provider stands in for one that refuses, and for one that cannot be reached", async () => {
  for (const manner of ["status=503", "reset", "error-200"]) {
    await configure(
      provider(`bad-${manner.replace("=", "-")}`, [manner], { priority: 0 }),
      provider("good", [], { priority: 1 }),
    );
    const { response } = await client.images.generate({ model: "m", prompt: "a cat" }).withResponse();
    expect(response.headers.get("x-gateway-provider")).toBe("good");
    expect(response.headers.get("x-gateway-attempts")).toBe("2");
  }
});

test("images: what a provider took and then answered badly is not made again elsewhere, unless asked so", async () => {
  const bad = provider("taken", ["empty"], { priority: 0 });
  await configure(bad, provider("good", [], { priority: 1 }));
  const answer = await gateway.call("/v1/images/generations", { model: "m", prompt: "a cat" });
  expect(answer.status).toBe(502);
  expect(vendor.calls).toHaveLength(1);
  const asked = await gateway.call(
    "/v1/images/generations",
    { model: "m", prompt: "a cat" },
    { headers: { "idempotency-key": "once" } },
  );
  expect([asked.status, asked.headers.get("x-gateway-provider")]).toEqual([200, "good"]);
  expect(vendor.calls.map(({ headers }) => headers["idempotency-key"])).toEqual([undefined, "once", "once"]);
});

test("image edits: files of the SDK arrive with their names, types and bytes", async () => {
  await configure(provider("edit"));
  const answer = await client.images.edit({
    model: "m",
    prompt: "add a hat",
    image: [await toFile(png, "één.png", { type: "image/png" }), await toFile(png, "two.png", { type: "image/png" })],
    mask: await toFile(png, "mask.png", { type: "image/png" }),
  });
  expect(answer.data).toHaveLength(1);
  const { fields, files, headers } = lastCall();
  expect(fields).toEqual({ model: "vendor-m", prompt: "add a hat" });
  // The SDK writes the fields in an order of its own.
  expect(files.map(({ field, name, type }) => `${field} ${name} ${type}`).sort()).toEqual([
    "image[] two.png image/png",
    "image[] één.png image/png",
    "mask mask.png image/png",
  ]);
  expect(files.every(({ bytes }) => bytes.equals(png))).toBe(true);
  expect(headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
});

test("image edits: JSON with image addresses passes on as JSON", async () => {
  await configure(provider("edit-json"));
  const images = [{ image_url: `data:image/png;base64,${png.toString("base64")}` }];
  const answer = await gateway.call("/v1/images/edits", { model: "m", prompt: "add a hat", images });
  expect(answer.status).toBe(200);
  expect(lastCall().fields).toEqual({ model: "vendor-m", prompt: "add a hat", images });
});

test("speech: the audio arrives as it is, and a client without usage has no invented cost", async () => {
  await configure(provider("speech"));
  const answer = await client.audio.speech.create({ model: "m", voice: "alloy", input: "ping" });
  expect(answer.headers.get("content-type")).toBe("audio/mpeg");
  expect(Buffer.from(await answer.arrayBuffer()).equals(mp3)).toBe(true);
  expect(lastCall().fields).toEqual({ model: "vendor-m", voice: "alloy", input: "ping" });
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
    outcome: "success",
    usage: { source: "none" },
    costMicroUsd: null,
  });
});

test("speech: a price by the character is counted by the character", async () => {
  const models = [{ id: "m", pricing: { input: 0, output: 0, perCharacter: 0.00003 } }];
  await configure(provider("speech-price", [], { models }));
  const answer = await client.audio.speech.create({ model: "m", voice: "alloy", input: "ping" });
  await answer.arrayBuffer();
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({ costMicroUsd: 120 });
});

test("speech: stream_format sse passes on", async () => {
  await configure(provider("speech-sse"));
  const answer = await gateway.call("/v1/audio/speech", {
    model: "m",
    voice: "alloy",
    input: "ping",
    stream_format: "sse",
  });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  expect(await answer.text()).toContain('"type":"speech.audio.done"');
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
    usage: { promptTokens: 3, completionTokens: 9 },
  });
});

test("speech: audio that breaks off breaks off for the client too, and its row says so", async () => {
  await configure(provider("speech-cut", ["cut"]));
  const answer = await gateway.call("/v1/audio/speech", { model: "m", voice: "alloy", input: "ping" });
  expect(answer.status).toBe(200);
  await expect(answer.arrayBuffer()).rejects.toThrow();
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
    outcome: "upstream_error",
    attemptCount: 1,
  });
});

test("speech: an empty answer is a failure that another provider mends", async () => {
  await configure(provider("speech-empty", ["empty"], { priority: 0 }), provider("good", [], { priority: 1 }));
  const answer = await client.audio.speech.create({ model: "m", voice: "alloy", input: "ping" });
  expect(answer.headers.get("x-gateway-provider")).toBe("good");
});

test("transcriptions: the SDK's file goes on, and the answer's usage is in the row", async () => {
  const models = [{ id: "m", upstream: "whisper-1", pricing: { input: 0, output: 0, perSecond: 0.0001 } }];
  await configure(provider("hear", [], { models }));
  const { data, response } = await client.audio.transcriptions
    .create({
      model: "m",
      file: await toFile(mp3, "a b.mp3", { type: "audio/mpeg" }),
      language: "en",
      temperature: 0.2,
    })
    .withResponse();
  expect(data.text).toBe("pong");
  const { fields, files } = lastCall();
  expect(fields).toEqual({ model: "whisper-1", language: "en", temperature: "0.2" });
  expect(files).toMatchObject([{ field: "file", name: "a b.mp3", type: "audio/mpeg" }]);
  expect(files[0]!.bytes.equals(mp3)).toBe(true);
  expect(await gateway.log(response.headers.get("x-request-id"))).toMatchObject({ costMicroUsd: 300 });
});

test("transcriptions: text, srt and vtt are text, and a stream is a stream", async () => {
  await configure(provider("formats"));
  const file = await toFile(mp3, "a.mp3", { type: "audio/mpeg" });
  const text: unknown = await client.audio.transcriptions.create({ model: "m", file, response_format: "text" });
  expect(text).toBe("pong\n");
  const srt: unknown = await client.audio.transcriptions.create({ model: "m", file, response_format: "srt" });
  expect(srt).toContain("-->");
  const vtt: unknown = await client.audio.translations.create({ model: "m", file, response_format: "vtt" });
  expect(vtt).toContain("WEBVTT");
  expect(lastCall().path).toBe("/v1/audio/translations");
  const stream = await client.audio.transcriptions.create({ model: "m", file, stream: true });
  let heard = "";
  for await (const event of stream) if (event.type === "transcript.text.delta") heard += event.delta;
  expect(heard).toBe("pong");
  const [row] = await gateway.logs();
  expect(row).toMatchObject({ usage: { promptTokens: 14, completionTokens: 5 } });
});

test("transcriptions: a file of some megabytes arrives byte by byte", async () => {
  await configure(provider("large"));
  const bytes = Buffer.alloc(9 * 1024 * 1024, "a\r\n--b\r\n");
  await client.audio.transcriptions.create({ model: "m", file: await toFile(bytes, "large.wav") });
  expect(lastCall().files[0]!.bytes.equals(bytes)).toBe(true);
});

test("moderations: the SDK asks, with and without a model", async () => {
  await configure(provider("moderate", [], { models: ["omni-moderation-latest"] }));
  const answer = await client.moderations.create({ input: ["ping", "pong"] });
  expect(answer.results[0]?.flagged).toBe(false);
  expect(lastCall().fields).toEqual({ model: "omni-moderation-latest", input: ["ping", "pong"] });
});

test("rerank: results with the client's own documents, and tokens in the row", async () => {
  await configure(provider("rank"));
  const answer = await gateway.call("/v1/rerank", {
    model: "m",
    query: "capital of France",
    documents: ["Berlin", { text: "Paris", id: 7 }],
    top_n: 2,
    return_documents: true,
  });
  expect(await answer.json()).toEqual({
    id: "r-1",
    model: "vendor-m",
    results: [
      { index: 1, relevance_score: 0.9, document: { text: "Paris", id: 7 } },
      { index: 0, relevance_score: 0.1, document: { text: "Berlin" } },
    ],
    usage: { total_tokens: 21 },
  });
  expect(lastCall().fields).toMatchObject({ model: "vendor-m", query: "capital of France", top_n: 2 });
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
    usage: { promptTokens: 21, completionTokens: 0, source: "provider" },
  });
});

test("videos: the SDK creates, polls, downloads and deletes at the very credential that made it", async () => {
  const credentials = [
    { name: "a", value: "sk-a" },
    { name: "b", value: "sk-b" },
  ];
  await configure(provider("video", [], { credentials }));
  const created = await client.videos.create({ model: "m", prompt: "a cat", seconds: "8" });
  expect(created).toMatchObject({ object: "video", status: "queued", seconds: "8" });
  expect(created.id).toMatch(/^video_/);
  const made = lastCall().headers.authorization;
  for (let round = 0; round < 3; round++) {
    const polled = await client.videos.retrieve(created.id);
    expect(polled).toMatchObject({ id: created.id, status: "completed" });
    expect([lastCall().path, lastCall().headers.authorization]).toEqual(["/v1/videos/video_up%2F1", made]);
  }
  const content = await client.videos.downloadContent(created.id, { variant: "video" });
  expect(content.headers.get("content-type")).toBe("video/mp4");
  expect(Buffer.from(await content.arrayBuffer()).equals(mp3)).toBe(true);
  expect(lastCall().path).toBe("/v1/videos/video_up%2F1/content?variant=video");
  const remixed = await client.videos.remix(created.id, { prompt: "a dog" });
  expect(lastCall()).toMatchObject({ path: "/v1/videos/video_up%2F1/remix", fields: { prompt: "a dog" } });
  expect(remixed.id).toMatch(/^video_/);
  expect(remixed.id).not.toBe(created.id);
  const listed = async () => {
    const ids: string[] = [];
    for await (const { id } of client.videos.list({ limit: 1 })) ids.push(id);
    return ids;
  };
  await expect.poll(listed).toEqual([remixed.id, created.id]);
  expect(await client.videos.delete(created.id)).toMatchObject({ id: created.id, deleted: true });
  await expect.poll(listed).toEqual([remixed.id]);
});

test("videos: another API key, a made-up id and a changed id find nothing", async () => {
  await configure(provider("mine"));
  const { id } = await client.videos.create({ model: "m", prompt: "a cat" });
  vendor.calls.length = 0;
  const stranger = new OpenAI({ apiKey: otherKey, baseURL: `${host.url}/v1`, maxRetries: 0 });
  expect((await stranger.videos.list()).data).toEqual([]);
  for (const attempt of [
    () => stranger.videos.retrieve(id),
    () => stranger.videos.downloadContent(id),
    () => client.videos.retrieve("video_up"),
    () => client.videos.retrieve(id.slice(0, -9) + (id.at(-9) === "A" ? "B" : "A") + id.slice(-8)),
  ])
    await expect(attempt()).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  expect(vendor.calls).toHaveLength(0);
});

test("an operation that no provider of the model has is a 404 that says so", async () => {
  await configure(provider("chat-only", [], { adapter: "anthropic" }));
  await expect(client.images.generate({ model: "m", prompt: "x" })).rejects.toThrow(/has no images/);
});
