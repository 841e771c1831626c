import { expect, test } from "vitest";
import { pixelFile, runMedia } from "~/tests/media-run";

// Requests and answers of https://platform.stability.ai/docs/api-reference

const base = "https://api.stability.ai";
const done = { image: "AAAA", finish_reason: "SUCCESS", seed: 7 };

test("ultra and core are endpoints of their own, sd3 takes its model as a field", async () => {
  for (const [model, path, more] of [
    ["stable-image-ultra", "ultra", {}],
    ["stable-image-core", "core", {}],
    ["sd3.5-large-turbo", "sd3", { model: "sd3.5-large-turbo" }],
  ] as const) {
    const { sent, content } = await runMedia(
      "stability",
      "images",
      {
        model,
        body: { model: "m", prompt: "a cat", size: "1792x1024", seed: 7, negative_prompt: "dogs", quality: "hd" },
      },
      [done],
      base,
    );
    expect(sent).toMatchObject([
      {
        method: "POST",
        url: `${base}/v2beta/stable-image/generate/${path}`,
        headers: { authorization: "Bearer sk-secret", accept: "application/json" },
      },
    ]);
    expect(sent[0]!.body).toEqual({
      prompt: "a cat",
      aspect_ratio: "16:9",
      seed: "7",
      negative_prompt: "dogs",
      ...more,
    });
    expect(content).toEqual({ created: expect.any(Number), data: [{ b64_json: "AAAA" }] });
  }
});

test("sizes become the ratios that the vendor has", async () => {
  for (const [size, ratio] of [
    ["1024x1024", "1:1"],
    ["1024x1792", "9:16"],
    ["1536x1024", "3:2"],
  ]) {
    const { sent } = await runMedia(
      "stability",
      "images",
      { model: "sd3.5-medium", body: { prompt: "x", size } },
      [done],
      base,
    );
    expect(sent[0]!.body).toMatchObject({ aspect_ratio: ratio });
  }
});

test("n pictures are n calls", async () => {
  const { sent, answer, content } = await runMedia(
    "stability",
    "images",
    { model: "stable-image-core", body: { prompt: "x", n: 3 } },
    [done, done, done],
    base,
  );
  expect(sent).toHaveLength(3);
  expect((content as { data: unknown[] }).data).toHaveLength(3);
  expect(answer.units).toEqual({ images: 3 });
});

test("an edit's model is its endpoint; image and mask are files", async () => {
  const files: [string, File][] = [
    ["image", pixelFile()],
    ["mask", pixelFile()],
  ];
  for (const [model, path] of [
    ["stable-image-inpaint", "edit/inpaint"],
    ["stable-image-core", "edit/inpaint"],
    ["erase", "edit/erase"],
    ["stability-sketch", "control/sketch"],
    ["sd3.5-large", "edit/inpaint"],
  ] as const) {
    const { sent } = await runMedia(
      "stability",
      "image_edits",
      { model, body: { prompt: "a hat" }, files },
      [done],
      base,
    );
    expect(sent[0]!.url).toBe(`${base}/v2beta/stable-image/${path}`);
    expect(sent[0]!.body).toMatchObject({ image: "a.png image/png 70", mask: "a.png image/png 70" });
  }
});

test("sd3 without a mask goes from image to image", async () => {
  const { sent } = await runMedia(
    "stability",
    "image_edits",
    { model: "sd3.5-large", body: { prompt: "a hat" }, files: [["image", pixelFile()]] },
    [done],
    base,
  );
  expect(sent[0]!.body).toEqual({
    prompt: "a hat",
    model: "sd3.5-large",
    mode: "image-to-image",
    image: "a.png image/png 70",
    strength: "0.7",
  });
});

test("a slow endpoint is asked again until the result is there", async () => {
  const { sent, content } = await runMedia(
    "stability",
    "image_edits",
    { model: "creative", body: { prompt: "x" }, files: [["image", pixelFile()]] },
    [
      { id: "job/1" },
      Response.json({ status: "in-progress" }, { status: 202 }),
      { result: "BBBB", finish_reason: "SUCCESS" },
    ],
    base,
  );
  expect(sent.map(({ method, url }) => `${method} ${url.slice(base.length)}`)).toEqual([
    "POST /v2beta/stable-image/upscale/creative",
    "GET /v2beta/results/job%2F1",
    "GET /v2beta/results/job%2F1",
  ]);
  expect(content).toMatchObject({ data: [{ b64_json: "BBBB" }] });
});

test("what it cannot do is a 400 that names the field", async () => {
  for (const [body, param] of [
    [{ prompt: "x", response_format: "url" }, "response_format"],
    [{ prompt: "x", stream: true }, "stream"],
    [{ prompt: "x", background: "transparent" }, "background"],
  ] as const)
    await expect(runMedia("stability", "images", { model: "sd3.5-large", body }, [], base)).rejects.toMatchObject({
      status: 400,
      param,
    });
  await expect(
    runMedia("stability", "images", { model: "gpt-image-2", body: { prompt: "x" } }, [], base),
  ).rejects.toMatchObject({
    param: "model",
  });
});

test("a filtered picture is the caller's 400; the vendor's errors keep their words", async () => {
  const call = { model: "stable-image-core", body: { prompt: "x" } };
  await expect(
    runMedia("stability", "images", call, [{ image: "AAAA", finish_reason: "CONTENT_FILTERED" }], base),
  ).rejects.toMatchObject({ failure: { kind: "client", status: 400 } });
  const error = { id: "1", name: "bad_request", errors: ["prompt: too long", "seed: no"] };
  await expect(
    runMedia("stability", "images", call, [Response.json(error, { status: 400 })], base),
  ).rejects.toMatchObject({
    failure: { kind: "client", message: "prompt: too long seed: no", code: "bad_request" },
  });
  await expect(
    runMedia("stability", "images", call, [Response.json({ errors: ["no credits"] }, { status: 402 })], base),
  ).rejects.toMatchObject({ failure: { kind: "quota" } });
});
