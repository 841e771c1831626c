import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { prepared } from "~/tests/adapter-request";
import { bedrockFrame } from "~/tests/bedrock-frames";
import { call, deltaOf, fixture, replay, streamed, translationOf } from "~/tests/replay";
import { signedHeaders } from "../../attempt/upstream-request";
import type { UpstreamCall } from "../adapter";
import { bedrock } from "./adapter";
import { BedrockFrames } from "./frames";

const baseUrl = "https://bedrock-runtime.eu-west-1.amazonaws.com";
const claude = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
const hi = { messages: [{ role: "user", content: "Hi" }] };

test("Converse for every model, OpenAI's path for its own models and where the base URL or the option says so", async () => {
  const url = async (base: string, model: string, more = {}) =>
    (await prepared(bedrock, { ...hi, ...more }, model, { baseUrl: base })).url;
  expect(await url(baseUrl, claude)).toBe(`${baseUrl}/model/${encodeURIComponent(claude)}/converse`);
  expect(await url(baseUrl, "amazon.nova-lite-v1:0", { stream: true })).toBe(
    `${baseUrl}/model/amazon.nova-lite-v1%3A0/converse-stream`,
  );
  expect(await url(baseUrl, "openai.gpt-oss-120b")).toBe(`${baseUrl}/openai/v1/chat/completions`);
  expect(await url("https://bedrock-mantle.us-east-1.api.aws/v1", claude)).toBe(
    "https://bedrock-mantle.us-east-1.api.aws/v1/chat/completions",
  );
  const chosen = (api: string, model: string) => prepared(bedrock, hi, model, { baseUrl, options: { api } });
  expect((await chosen("converse", "openai.gpt-oss-120b")).url).toMatch(/\/converse$/);
  expect((await chosen("openai", claude)).url).toBe(`${baseUrl}/openai/v1/chat/completions`);
});

test("a Bedrock API key is a bearer token, at once", () => {
  const built = prepared(bedrock, hi, claude, { baseUrl, secret: "ABSKQmVkcm9jaw==" });
  expect(built).not.toBeInstanceOf(Promise);
  expect(built).toMatchObject({ headers: { authorization: "Bearer ABSKQmVkcm9jaw==" } });
});

const sealed = async (built: UpstreamCall): Promise<UpstreamCall> => ({
  ...built,
  headers: await signedHeaders(built),
});

/** The signature of a request, computed by hand from AWS's description. */
function signature({ url, method, headers, body }: UpstreamCall, secret: string, region: string): string {
  const { host, pathname, searchParams } = new URL(url);
  const names = headers.authorization!.match(/SignedHeaders=([^,]+)/)![1]!.split(";");
  const sha = (text: string) => createHash("sha256").update(text).digest("hex");
  const path = pathname
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
  const canonical = [
    method,
    path,
    [...searchParams].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&"),
    ...names.map((name) => `${name}:${name === "host" ? host : headers[name]}`),
    "",
    names.join(";"),
    sha(String(body ?? "")),
  ].join("\n");
  const date = headers["x-amz-date"]!;
  const day = date.slice(0, 8);
  const scope = `${day}/${region}/bedrock/aws4_request`;
  const key = [day, region, "bedrock", "aws4_request"].reduce<Buffer | string>(
    (last, part) => createHmac("sha256", last).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac("sha256", key)
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha(canonical)}`)
    .digest("hex");
}

test("access keys sign each request for the region, with the session's token where there is one", async () => {
  const now = Date.UTC(2026, 10, 21, 6, 7, 8);
  const options = { region: "us-west-2" };
  for (const model of [claude, "openai.gpt-oss-120b"])
    for (const token of ["", ":FwoGZXIvYXdz//token="]) {
      const secret = `AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY${token}`;
      const built = await sealed(await prepared(bedrock, hi, model, { baseUrl, secret, options, now }));
      const { authorization } = built.headers;
      expect(authorization).toContain("Credential=AKIDEXAMPLE/20261121/us-west-2/bedrock/aws4_request");
      expect(built.headers["x-amz-date"]).toBe("20261121T060708Z");
      expect(built.headers["x-amz-security-token"]).toBe(token === "" ? undefined : "FwoGZXIvYXdz//token=");
      const expected = signature(built, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-west-2");
      expect(authorization).toContain(`Signature=${expected}`);
      expect(JSON.stringify(built)).not.toContain("wJalrXUtnFEMI");
    }
  const fromUrl = await sealed(await prepared(bedrock, hi, claude, { baseUrl, secret: "AKIDEXAMPLE:secret" }));
  expect(fromUrl.headers.authorization).toContain("/eu-west-1/bedrock/");
});

test("the list of models is the control plane's, and names what can be called", async () => {
  const target = { provider: { baseUrl, headers: {}, options: {} } as never, credential: null };
  const list = await bedrock.listModels(target, {} as never);
  expect(list?.url).toBe("https://bedrock.eu-west-1.amazonaws.com/foundation-models");
  const arn = "arn:aws:bedrock:eu-west-1::foundation-model/x";
  expect(
    bedrock.readModels({
      modelSummaries: [
        { modelId: "amazon.nova-lite-v1:0", modelArn: arn, inferenceTypesSupported: ["ON_DEMAND"] },
        { modelId: "anthropic.claude-x", modelArn: arn, inferenceTypesSupported: ["INFERENCE_PROFILE"] },
        { modelId: "old", modelArn: arn, modelLifecycle: { status: "LEGACY" } },
      ],
    }),
  ).toEqual(["amazon.nova-lite-v1:0", "eu.anthropic.claude-x"]);
});

test("a frame with a wrong checksum, or of an absurd length, ends the reading", () => {
  const frame = bedrockFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Hi" } });
  expect(new BedrockFrames().push(frame)).toEqual([
    { name: "contentBlockDelta", data: '{"contentBlockIndex":0,"delta":{"text":"Hi"}}' },
  ]);
  const broken = Uint8Array.from(frame);
  broken[frame.length - 8]! ^= 1;
  expect(() => new BedrockFrames().push(broken)).toThrow(/checksum/);
  expect(() => new BedrockFrames().push(new TextEncoder().encode("<html>not frames</html>"))).toThrow(/frame/);
});

test("a stream that ends before its stop reason is cut; an exception in it keeps its meaning", () => {
  const lines = fixture("bedrock", "text.stream.txt").split("\n");
  expect(replay("bedrock", lines.slice(0, 4).join("\n"), 7).relay.failure).toMatchObject({ code: "stream_cut" });
  const throttled = `${lines[0]}\n{"throttlingException":{"message":"Too many tokens, please wait before trying again."}}`;
  expect(replay("bedrock", throttled, 1).relay.failure).toMatchObject({ kind: "rate_limit" });
});

test("citations of documents are annotations, whole and streamed alike", () => {
  const expected = [
    {
      type: "file_citation",
      file_citation: { filename: "atlas", quote: "Paris is the capital.", start_index: 12, end_index: 18 },
    },
  ];
  const whole = translationOf("bedrock")!.whole(call("chat"), fixture("bedrock", "citations.json"));
  expect(whole).toMatchObject({ choices: [{ message: { annotations: expected } }] });
  const { chunks } = streamed("bedrock", "citations", 7);
  expect(chunks.flatMap((chunk) => deltaOf(chunk).annotations ?? [])).toEqual(expected);
});

test("embeddings go over InvokeModel in each model's own words", async () => {
  const build = async (model: string, body: object) => {
    const built = await prepared(bedrock, { ...body }, model, { baseUrl, operation: "embeddings" });
    return { url: built.url, body: JSON.parse(String(built.body)), translation: built.translation! };
  };
  const titan = await build("amazon.titan-embed-text-v2:0", { input: "a", dimensions: 256 });
  expect(titan.url).toBe(`${baseUrl}/model/amazon.titan-embed-text-v2%3A0/invoke`);
  expect(titan.body).toEqual({ inputText: "a", dimensions: 256 });
  const answer = titan.translation.whole(call("embeddings"), '{"embedding":[0.5,1],"inputTextTokenCount":3}');
  expect(answer).toMatchObject({ data: [{ embedding: [0.5, 1] }], usage: { prompt_tokens: 3 } });
  await expect(async () => build("amazon.titan-embed-text-v2:0", { input: ["a", "b"] })).rejects.toMatchObject({
    param: "input",
  });
  const cohere = await build("cohere.embed-v4:0", { input: ["a", "b"] });
  expect(cohere.body).toMatchObject({ texts: ["a", "b"], input_type: "search_document" });
  expect(cohere.translation.whole(call("embeddings"), '{"embeddings":{"float":[[1],[2]]}}')).toMatchObject({
    data: [{ embedding: [1] }, { embedding: [2] }],
  });
});

test("a model that is not there, or not for this account, says nothing against the credential", () => {
  const error = (message: string) => translationOf("bedrock")!.error(JSON.stringify({ message }));
  for (const message of [
    "The provided model identifier is invalid.",
    "You don't have access to the model with the specified model ID.",
    "You invoked an unsupported model or your request did not allow prompt caching.",
  ])
    expect(error(message)).toMatchObject({ error: { code: "model_not_found" } });
  expect(error("The security token included in the request is invalid.")).toMatchObject({ error: { code: null } });
});

test("thinking that is not shown keeps its signature", () => {
  const content = [{ reasoningContent: { reasoningText: { signature: "c2ln" } } }, { text: "Hi" }];
  const answer = JSON.stringify({ output: { message: { role: "assistant", content } }, stopReason: "end_turn" });
  expect(translationOf("bedrock")!.whole(call("chat"), answer)).toMatchObject({
    choices: [{ message: { content: "Hi", reasoning_details: [{ text: "", signature: "c2ln" }] } }],
  });
});
