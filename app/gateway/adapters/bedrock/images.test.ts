import { expect, test } from "vitest";
import { pixel, pixelFile, runMedia } from "~/tests/media-run";
import type { JsonObject } from "../../openai/fields";

const baseUrl = "https://bedrock-runtime.us-east-1.amazonaws.com";
const draw = (model: string, body: JsonObject, answers: JsonObject[]) =>
  runMedia("bedrock", "images", { model, body }, answers, baseUrl);
const change = (model: string, body: JsonObject, answers: JsonObject[], files = ["image"]) =>
  runMedia(
    "bedrock",
    "image_edits",
    { model, body, files: files.map((name) => [name, pixelFile()] as [string, File]) },
    answers,
    baseUrl,
  );
const asked = { prompt: "a cat", size: "1280x720", n: 2, quality: "hd", seed: 7, negative_prompt: "dog" };
const canvas = "amazon.nova-canvas-v1:0";

test("Amazon's models draw, vary and fill in what is named", async () => {
  const made = await draw(canvas, asked, [{ images: [pixel, pixel] }]);
  expect(made.sent).toMatchObject([
    {
      method: "POST",
      url: `${baseUrl}/model/${encodeURIComponent(canvas)}/invoke`,
      headers: { authorization: "Bearer sk-secret" },
      body: {
        taskType: "TEXT_IMAGE",
        textToImageParams: { text: "a cat", negativeText: "dog" },
        imageGenerationConfig: { numberOfImages: 2, width: 1280, height: 720, quality: "premium", seed: 7 },
      },
    },
  ]);
  expect(made.content).toMatchObject({ data: [{ b64_json: pixel }, { b64_json: pixel }] });
  expect(made.answer.units).toEqual({ images: 2 });
  const varied = await change("amazon.titan-image-generator-v2:0", { prompt: "hat" }, [{ images: [pixel] }]);
  expect(varied.sent[0]!.body).toEqual({
    taskType: "IMAGE_VARIATION",
    imageVariationParams: { text: "hat", images: [pixel] },
  });
  const filled = await change(canvas, { prompt: "hat", mask_prompt: "the head" }, [{ images: [pixel] }]);
  expect(filled.sent[0]!.body).toEqual({
    taskType: "INPAINTING",
    inPaintingParams: { text: "hat", image: pixel, maskPrompt: "the head" },
  });
});

test("Stability's draw one a call, and change pictures in their own ways", async () => {
  const answer = { seeds: [7], finish_reasons: [null], images: [pixel] };
  const { seed, prompt } = asked;
  const made = await draw("stability.sd3-5-large-v1:0", { prompt, seed, size: "1280x720", n: 2 }, [answer, answer]);
  expect(made.sent).toMatchObject([{ body: { prompt, aspect_ratio: "16:9", seed } }, {}]);
  expect(made.answer.units).toEqual({ images: 2 });
  const changed = await change("stability.sd3-5-large-v1:0", { prompt: "hat" }, [answer]);
  expect(changed.sent[0]!.body).toEqual({ prompt: "hat", mode: "image-to-image", image: pixel, strength: 0.7 });
  const inpaint = "us.stability.stable-image-inpaint-v1:0";
  const service = await change(inpaint, { prompt: "hat" }, [answer], ["image", "mask"]);
  expect(service.sent[0]!.body).toEqual({ image: pixel, prompt: "hat", mask: pixel });
  const refused = { seeds: [], finish_reasons: ["Filter reason: prompt"], images: [] };
  await expect(draw("stability.stable-image-core-v1:1", { prompt }, [refused])).rejects.toMatchObject({
    failure: { kind: "client", message: "Filter reason: prompt" },
  });
});

test("what cannot be done is a 400 that names it", async () => {
  await expect(change(canvas, { prompt: "x" }, [], ["image", "image", "mask"])).rejects.toMatchObject({
    param: "image",
  });
  await expect(draw("meta.llama4", { prompt: "x" }, [])).rejects.toMatchObject({ param: "model" });
  await expect(draw("stability.stable-outpaint-v1:0", { prompt: "x" }, [])).rejects.toMatchObject({ param: "image" });
  await expect(draw(canvas, { prompt: "x", response_format: "url" }, [])).rejects.toMatchObject({
    param: "response_format",
  });
});
