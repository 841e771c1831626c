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
