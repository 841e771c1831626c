import { expect, test } from "vitest";
import {
  cosine,
  defaultEmbeddingSettings,
  embeddingRequest,
  readEmbeddings,
} from "../admin.playground.embeddings/embedding-request";
import { embeddingSample } from "../admin.playground.embeddings/embedding-samples";
import { defaultImageSettings, imageFields, imageRequest, readImages } from "../admin.playground.image/image-request";
import { imageSample } from "../admin.playground.image/image-samples";
import { aiSdkSample } from "./ai-sdk-sample";
import { failureOf } from "./media-run";
import { modelsFor } from "./use-models";

const image = { ...defaultImageSettings, model: "paint", size: "512x512", count: 2, failover: false };
const baseUrl = "http://127.0.0.1/v1";

test("a prompt alone makes a picture, a prompt with pictures edits them as files", async () => {
  expect(imageRequest({ ...image, size: "huge" }, { prompt: " A fox ", images: [] })).toMatchObject({
    path: "images/generations",
    body: { model: "paint", prompt: "A fox", n: 2, provider: { allow_fallbacks: false } },
  });
  const edit = imageRequest(image, { prompt: "At night", images: ["data:image/jpeg;base64,/9j/AA=="] });
  expect(edit.path).toBe("images/edits");
  const form = edit.body as FormData;
  expect(form.get("provider")).toBe('{"allow_fallbacks":false}');
  expect(form.get("n")).toBe("2");
  const file = form.get("image") as File;
  expect([file.name, file.type, file.size]).toEqual(["image-1.jpg", "image/jpeg", 4]);
});

test("pictures come as bytes of the type that they are, or as an address of the web", () => {
  const data = [{ b64_json: "UklGRAAA" }, { url: "https://pictures.test/1" }, { url: "javascript:alert(1)" }, {}];
  expect(readImages({ data }).map(({ source }) => source)).toEqual([
    "data:image/webp;base64,UklGRAAA",
    "https://pictures.test/1",
  ]);
  expect(() => readImages({ images: [] })).toThrow();
});

test("vectors are compared in the order of their texts, whatever the order of the answer", () => {
  const answer = {
    data: [
      { index: 1, embedding: [0, 3] },
      { index: 0, embedding: [2, 0] },
      { index: 2, embedding: [-1, 0] },
    ],
  };
  expect(readEmbeddings(answer, ["a", "b", "c"])).toMatchObject({
    length: 2,
    beginnings: [
      [2, 0],
      [0, 3],
      [-1, 0],
    ],
    similarities: [
      [1, 0, -1],
      [0, 1, 0],
      [-1, 0, 1],
    ],
  });
  expect(() => readEmbeddings(answer, ["a"])).toThrow("3 vectors for 1 texts");
  expect(cosine([0, 0], [1, 0])).toBeNull();
});

test("empty texts are not sent, and one text goes alone", () => {
  const settings = { ...defaultEmbeddingSettings, model: "embed" };
  expect(embeddingRequest(settings, { texts: ["", " one "] }).body).toEqual({ model: "embed", input: "one" });
});

test("a mode lists what can do it, then what is not known, and never what cannot", () => {
  const model = (id: string, capabilities: string[]) => ({ id, isRoute: false, providers: [], capabilities });
  const models = [
    model("unknown", []),
    model("talk", ["chat"]),
    model("paint", ["image"]),
    model("both", ["chat", "image"]),
  ];
  expect(modelsFor("image", models).map(({ id }) => id)).toEqual(["paint", "both", "unknown"]);
  expect(modelsFor("chat", models).map(({ id }) => id)).toEqual(["unknown", "talk", "both"]);
});

test("where no model says that it makes pictures, a route of unknown models is not asked first", () => {
  const models = [
    { id: "auto", isRoute: true, providers: [], capabilities: [] },
    { id: "unknown", isRoute: false, providers: [], capabilities: [] },
  ];
  expect(modelsFor("image", models).map(({ id }) => id)).toEqual(["unknown", "auto"]);
});

test("the programs of the other modes carry the settings and leave the key out", () => {
  const fields = imageFields({ ...image, quality: "high" }, `It's "so"`);
  expect(imageSample("curl", baseUrl, fields, 1)).toContain(`--form-string 'prompt=It'\\''s "so"'`);
  expect(imageSample("python", baseUrl, fields, 2)).toContain(
    'image=[open("image-1.png", "rb"), open("image-2.png", "rb")],',
  );
  expect(imageSample("typescript", baseUrl, fields, 1)).toContain('image: fs.createReadStream("image.png"),');
  expect(imageSample("aiSdk", baseUrl, fields, 0)).toContain('size: "512x512"');
  const embed = { model: "embed", input: ["a", "b"], dimensions: 8 };
  expect(embeddingSample("python", baseUrl, embed)).toContain("dimensions=8,");
  expect(embeddingSample("aiSdk", baseUrl, embed)).toContain('gateway.embeddingModel("embed")');
});

test("the AI SDK's program has its own shapes of system prompt, tools, calls and results", () => {
  const call = { id: "c", type: "function", function: { name: "f", arguments: '{"a":1}' } };
  const code = aiSdkSample(baseUrl, {
    model: "auto",
    stream: true,
    max_tokens: 9,
    tools: [{ type: "function", function: { name: "f", parameters: { type: "object" } } }],
    provider: { allow_fallbacks: false },
    messages: [
      { role: "system", content: "Brief" },
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "c", content: "2" },
    ],
  });
  for (const part of [
    'import { jsonSchema, streamText, tool } from "ai";',
    'instructions: "Brief"',
    "maxOutputTokens: 9",
    '"f": tool({ inputSchema: jsonSchema({"type":"object"}) })',
    'type: "tool-call"',
    'toolName: "f"',
    "allow_fallbacks: false",
  ])
    expect(code).toContain(part);
});

test("a refusal keeps its code, and an answer that is no JSON its first words", () => {
  expect(failureOf(404, '{"error":{"message":"No","code":"model_not_found"}}')).toEqual({
    status: 404,
    code: "model_not_found",
    message: "No",
  });
  expect(failureOf(502, "<html>")).toEqual({ status: 502, code: "", message: "<html>" });
});
