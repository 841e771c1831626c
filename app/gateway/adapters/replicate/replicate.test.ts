import { expect, test } from "vitest";
import { adapterById } from "~/gateway/adapters/registry";
import { pixel, pixelFile, runMedia } from "~/tests/media-run";

// Requests and answers of https://replicate.com/docs/reference/http

const base = "https://api.replicate.com/v1";
const output = "https://replicate.delivery/x/out.webp";

test("a prediction that is ready within the call", async () => {
  const { sent, content } = await runMedia(
    "replicate",
    "images",
    {
      model: "black-forest-labs/flux-1.1-pro",
      body: { prompt: "a cat", size: "1024x1792", output_format: "jpeg", output_compression: 90, seed: 1, user: "u" },
    },
    [{ id: "p1", status: "succeeded", output }],
    base,
  );
  expect(sent).toMatchObject([
    {
      method: "POST",
      url: `${base}/models/black-forest-labs/flux-1.1-pro/predictions`,
      headers: { authorization: "Bearer sk-secret", prefer: "wait=5" },
    },
  ]);
  expect(sent[0]!.body).toEqual({
    input: { prompt: "a cat", aspect_ratio: "9:16", output_format: "jpg", output_quality: 90, seed: 1 },
  });
  expect(content).toMatchObject({ data: [{ url: output }] });
});

test("one that takes longer is asked for at the provider's own address", async () => {
  const processing = { id: "p1", status: "processing", urls: { get: "https://elsewhere.example/steal" } };
  const { sent } = await runMedia(
    "replicate",
    "images",
    { model: "a/b:abc123", body: { prompt: "x" } },
    [{ ...processing, status: "starting" }, processing, { id: "p1", status: "succeeded", output: [output, output] }],
    base,
  );
  expect(sent[0]).toMatchObject({ url: `${base}/predictions`, body: { version: "abc123", input: { prompt: "x" } } });
  expect(sent.slice(1).map(({ method, url }) => `${method} ${url}`)).toEqual(
    Array(2).fill(`GET ${base}/predictions/p1`),
  );
});

test("several pictures are several predictions", async () => {
  const done = { id: "p", status: "succeeded", output };
  const { content, answer } = await runMedia(
    "replicate",
    "images",
    { model: "a/b", body: { prompt: "x", n: 2 } },
    [done, done],
    base,
  );
  expect((content as { data: unknown[] }).data).toHaveLength(2);
  expect(answer.units).toEqual({ images: 2 });
});

test("base64 is fetched where it is wanted, data URIs are base64 already", async () => {
  const fetched = await runMedia(
    "replicate",
    "images",
    { model: "a/b", body: { prompt: "x", response_format: "b64_json" } },
    [{ id: "p", status: "succeeded", output }, new Response(Buffer.from(pixel, "base64"))],
    base,
  );
  expect(fetched.content).toMatchObject({ data: [{ b64_json: pixel }] });
  expect(fetched.sent[1]!.headers.authorization).toBeUndefined();
  const inline = `data:image/webp;base64,${pixel}`;
  const given = await runMedia(
    "replicate",
    "images",
    { model: "a/b", body: { prompt: "x" } },
    [{ id: "p", status: "succeeded", output: inline }],
    base,
  );
  expect(given.content).toMatchObject({ data: [{ b64_json: pixel }] });
});

test("a picture to edit has the name that its model's family knows", async () => {
  const uri = `data:image/png;base64,${pixel}`;
  for (const [model, field, value] of [
    ["black-forest-labs/flux-kontext-pro", "input_image", uri],
    ["google/nano-banana", "image_input", [uri]],
    ["openai/gpt-image-2", "input_images", [uri]],
    ["stability-ai/sdxl", "image", uri],
  ] as const) {
    const { sent } = await runMedia(
      "replicate",
      "image_edits",
      { model, body: { prompt: "a hat" }, files: [["image", pixelFile()]] },
      [{ id: "p", status: "succeeded", output }],
      base,
    );
    expect(sent[0]!.body).toEqual({ input: { prompt: "a hat", [field]: value } });
  }
});

test("a failed prediction is the caller's where its words say so", async () => {
  for (const [error, kind] of [
    ["NSFW content detected", "client"],
    ["CUDA out of memory", "server"],
  ])
    await expect(
      runMedia(
        "replicate",
        "images",
        { model: "a/b", body: { prompt: "x" } },
        [{ id: "p", status: "failed", error }],
        base,
      ),
    ).rejects.toMatchObject({ failure: { kind } });
  const spent = Response.json(
    { title: "Insufficient credit", detail: "You have no credit", status: 402 },
    { status: 402 },
  );
  await expect(
    runMedia("replicate", "images", { model: "a/b", body: { prompt: "x" } }, [spent], base),
  ).rejects.toMatchObject({
    failure: { kind: "quota", message: "You have no credit" },
  });
});

test("the list of models is owner and name", () => {
  expect(adapterById("replicate")?.readModels({ results: [{ owner: "a", name: "b" }], next: null })).toEqual(["a/b"]);
});
