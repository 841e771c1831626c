import { ApiError, type Content, FunctionCallingConfigMode, GoogleGenAI, type Tool, Type } from "@google/genai";
import { beforeAll, expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startSuite } from "../suite";
import { provider, providersOf, threeFormats } from "../three-formats";
import { startUpstream } from "../upstream";

// Google's own SDK against the built gateway, in front of upstreams of three formats.

const { host, gateway, strict, native, upstream } = await startSuite({ ...threeFormats, upstream: startUpstream });

let client: GoogleGenAI;

const declaration = (name: string) => ({
  name,
  parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } }, required: ["city"] },
});
const providers = providersOf({ strict, native });
const serve = (format: keyof typeof providers) => gateway.configure({ providers: [providers[format]()] });
const sdk = (apiVersion = "v1beta", apiKey = clientKey) =>
  new GoogleGenAI({ apiKey, httpOptions: { baseUrl: host.url, apiVersion, retryOptions: { attempts: 1 } } });

beforeAll(async () => {
  client = sdk();
});

for (const format of ["openai", "anthropic", "gemini"] as const) {
  test(`${format}: text, whole and streamed, with usage, under both versions of the API`, async () => {
    await serve(format);
    const usage = format === "openai" ? [30, 5, 10] : format === "gemini" ? [11, 2, 6] : [11, 3, 6];
    for (const version of ["v1beta", "v1"]) {
      const own = sdk(version);
      const answer = await own.models.generateContent({ model: "m", contents: "ping" });
      expect(answer.text).toBe("pong");
      expect(answer.candidates?.[0]).toMatchObject({ content: { role: "model" }, finishReason: "STOP" });
      const counts = ({ usageMetadata: counted }: typeof answer) => [
        counted?.promptTokenCount,
        counted?.candidatesTokenCount,
        counted?.cachedContentTokenCount,
      ];
      expect(counts(answer)).toEqual(usage);
      let text = "";
      let last = answer;
      for await (const piece of await own.models.generateContentStream({ model: "m", contents: "ping" })) {
        text += piece.text ?? "";
        last = piece;
      }
      expect(text).toBe("pong");
      expect(last.candidates?.[0]?.finishReason).toBe("STOP");
      expect(counts(last)).toEqual(usage);
    }
  });

  for (const streamed of [false, true])
    test(`${format}: a tool loop over two turns, ${streamed ? "streamed" : "whole"}`, async () => {
      await serve(format);
      const names = format === "openai" ? ["weather", "news"] : ["weather"];
      const tools: Tool[] = [{ functionDeclarations: names.map(declaration) }];
      const send = async (contents: Content[]): Promise<Content> => {
        const request = { model: "m", contents, config: { tools } };
        if (!streamed) return (await client.models.generateContent(request)).candidates![0]!.content!;
        const parts = [];
        for await (const piece of await client.models.generateContentStream(request))
          parts.push(...(piece.candidates?.[0]?.content?.parts ?? []));
        return { role: "model", parts };
      };
      const question: Content = { role: "user", parts: [{ text: "weather?" }] };
      const first = await send([question]);
      const calls = first.parts!.flatMap(({ functionCall }) => functionCall ?? []);
      expect(calls.map(({ name }) => name)).toEqual(names);
      expect(calls[0]!.args).toEqual({ city: format === "openai" ? "Paris 0" : "Paris" });
      const results = calls.map(({ id, name }) => ({
        functionResponse: { ...(id ? { id } : {}), name: name!, response: { [name!]: 1 } },
      }));
      const second = await send([question, first, { role: "user", parts: results }]);
      expect(second.parts!.map(({ text }) => text ?? "").join("")).toContain('{"weather":1}');
    });
}

test("thoughts come where they were asked for, and settings reach an OpenAI upstream", async () => {
  await serve("openai");
  const answer = await client.models.generateContent({
    model: "m",
    contents: "ping",
    config: {
      systemInstruction: "Be brief.",
      temperature: 0.5,
      maxOutputTokens: 100,
      thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 },
      safetySettings: [],
    },
  });
  expect(answer.candidates![0]!.content!.parts).toEqual([{ text: "Thinking.", thought: true }, { text: "pong" }]);
  expect(strict.calls.at(-1)).toMatchObject({
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "ping" },
    ],
    temperature: 0.5,
    max_tokens: 100,
    reasoning_effort: "low",
  });
});

test("images, a forced function and structured output reach an OpenAI upstream", async () => {
  await serve("openai");
  const seen = await client.models.generateContent({
    model: "m",
    contents: [{ inlineData: { mimeType: "image/png", data: "AAAA" } }, "What is this?"],
  });
  expect(seen.text).toBe("I got image_url, text.");
  const forced = await client.models.generateContent({
    model: "m",
    contents: "weather?",
    config: {
      tools: [{ functionDeclarations: [declaration("weather"), declaration("news")] }],
      toolConfig: {
        functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ["news"] },
      },
    },
  });
  expect(forced.functionCalls?.map(({ name }) => name)).toEqual(["news"]);
  const json = await client.models.generateContent({
    model: "m",
    contents: "Where?",
    config: {
      responseMimeType: "application/json",
      responseSchema: { type: Type.OBJECT, properties: { city: { type: Type.STRING } } },
    },
  });
  expect(JSON.parse(json.text!)).toEqual({ city: "Paris" });
});

for (const format of ["openai", "gemini"] as const)
  test(`${format}: without alt=sse a stream is one JSON array`, async () => {
    await serve(format);
    const answer = await gateway.call("/v1beta/models/m:streamGenerateContent", {
      contents: [{ role: "user", parts: [{ text: "ping" }] }],
    });
    expect(answer.headers.get("content-type")).toContain("application/json");
    const pieces = (await answer.json()) as { candidates: { content: { parts: { text?: string }[] } }[] }[];
    expect(pieces.length).toBeGreaterThan(1);
    const text = pieces.flatMap(({ candidates }) => candidates[0]!.content.parts).map((part) => part.text ?? "");
    expect(text.join("")).toBe("pong");
  });

test("the key is taken from Google's header, the address or as a bearer token; model names from any address", async () => {
  await gateway.configure({
    providers: [{ ...providers.openai(), models: [{ id: "meta/llama 3:8b", upstream: "mock" }] }],
  });
  const body = JSON.stringify({ contents: [{ parts: [{ text: "ping" }] }] });
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(host.url + path, { method: "POST", body, headers });
  const own = { "x-goog-api-key": clientKey };
  for (const answer of [
    await post("/v1beta/models/meta/llama%203:8b:generateContent", own),
    await post("/v1/models/meta%2Fllama%203%3A8b:generateContent", { authorization: `Bearer ${clientKey}` }),
    await post(`/v1beta/models/meta%2Fllama%203:8b:generateContent?key=${clientKey}`),
    await post("/v1beta/publishers/google/models/meta%2Fllama%203:8b:generateContent", own),
    // As the AI SDK and Google's older one write a name with a slash.
    await post("/v1beta/meta/llama%203:8b:generateContent", own),
    await post("/v1/strict/meta/llama%203:8b:generateContent", own),
  ]) {
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { candidates: [{ content: { parts: [{ text: "pong" }] } }] },
    ]);
    const row = await gateway.log(answer.headers.get("x-request-id"));
    expect(JSON.stringify(row)).not.toContain(clientKey);
  }
});

test("errors are the SDK's own with Google's words, wherever they come from", async () => {
  await gateway.configure({
    providers: [
      { ...provider("limited", "openai", upstream.url("status=429", "retry-after=3"), "x"), models: ["limited"] },
      { ...provider("broken", "openai", upstream.url("status=503"), "x"), models: ["broken"] },
      { ...provider("picky", "openai", upstream.url("status=400", "message=too picky"), "x"), models: ["picky"] },
    ],
  });
  for (const [model, key, status, word] of [
    ["limited", "sk-gw-wrong", 401, "UNAUTHENTICATED"],
    ["nothing", clientKey, 404, "NOT_FOUND"],
    ["limited", clientKey, 429, "RESOURCE_EXHAUSTED"],
    ["broken", clientKey, 502, "UNAVAILABLE"],
    ["picky", clientKey, 400, "INVALID_ARGUMENT"],
  ] as const) {
    const error = await sdk("v1beta", key)
      .models.generateContent({ model, contents: "hi" })
      .then(
        () => null,
        (thrown: ApiError) => thrown,
      );
    expect(error).toBeInstanceOf(ApiError);
    expect(error!.status).toBe(status);
    expect(JSON.parse(error!.message)).toMatchObject({ error: { code: status, status: word } });
  }
  for (const [path, method, status, word] of [
    ["/v1beta/models/limited:predict", "POST", 404, "NOT_FOUND"],
    ["/v1beta/limited/limited:predict", "POST", 404, "NOT_FOUND"],
    ["/v1/limited/limited:generateContent", "POST", 400, "INVALID_ARGUMENT"],
    ["/v1beta/nothing", "GET", 404, "NOT_FOUND"],
    ["/v1/models/limited:generateContent", "POST", 400, "INVALID_ARGUMENT"],
    ["/v1beta/models/none", "GET", 404, "NOT_FOUND"],
    ["/v1beta/models", "POST", 405, "FAILED_PRECONDITION"],
  ] as const) {
    const answer = await fetch(host.url + path, { method, headers: { "x-goog-api-key": clientKey } });
    expect([path, answer.status, await answer.json()]).toMatchObject([
      path,
      status,
      { error: { code: status, status: word } },
    ]);
  }
});

test("a stream that fails half-way ends with an error object", async () => {
  await gateway.configure({ providers: [provider("cut", "openai", upstream.url("cut=1"), "x")] });
  const body = { contents: [{ parts: [{ text: "hi" }] }] };
  const events = await (await gateway.call("/v1beta/models/m:streamGenerateContent?alt=sse", body)).text();
  expect(events.trimEnd().split("\r\n\r\n").at(-1)).toMatch(/^data: \{"error":\{"code":502/);
  const array = await (await gateway.call("/v1beta/models/m:streamGenerateContent", body)).json();
  expect((array as object[]).at(-1)).toMatchObject({ error: { code: 502, status: "UNAVAILABLE" } });
});

test("what only Google can do goes to Google, or is a 400 that names the field", async () => {
  const body = { contents: [{ parts: [{ text: "hi" }] }], tools: [{ googleSearch: {} }], safetySettings: [] };
  await serve("openai");
  const refused = await gateway.call("/v1beta/models/m:generateContent", body);
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { error: { status: "INVALID_ARGUMENT", details: [{ fieldViolations: [{ field: "tools[0].googleSearch" }] }] } },
  ]);
  await gateway.configure({
    providers: [
      { ...providers.openai(), priority: 0 },
      { ...providers.gemini(), priority: 1 },
    ],
  });
  const contents = [{ role: "user", parts: [{ text: "hi" }] }];
  const served = await gateway.call("/v1beta/models/m:generateContent", {
    ...body,
    contents,
    tools: undefined,
    cachedContent: "cachedContents/x",
  });
  expect([served.status, served.headers.get("x-gateway-provider")]).toEqual([200, "google"]);
  await served.body?.cancel();
  expect(native.calls.at(-1)?.body).toEqual({ contents, safetySettings: [], cachedContent: "cachedContents/x" });
});

test("where another vendor refuses to count what Google's would, the gateway's estimate answers", async () => {
  const refusing = { ...providers.anthropic(), baseUrl: native.url("anthropic", { status: 400 }) };
  await gateway.configure({ providers: [refusing] });
  // Gemini CLI counts the result of a tool by itself.
  const part = {
    functionResponse: { id: "read_file__toolu_1", name: "read_file", response: { output: "Some words." } },
  };
  const counted = await gateway.call("/v1beta/models/m:countTokens", { contents: [{ parts: [part] }] });
  expect(await counted.json()).toEqual({ totalTokens: expect.any(Number) });
  expect(await gateway.log(counted.headers.get("x-request-id"))).toMatchObject({ status: 200, outcome: "success" });
  const own = { model: "m", messages: [{ role: "user", content: "hi" }] };
  expect((await gateway.call("/v1/messages/count_tokens", own)).status).toBe(400);
});

test("tokens are counted and texts embedded", async () => {
  await serve("gemini");
  expect((await client.models.countTokens({ model: "m", contents: "How many?" })).totalTokens).toBe(42);
  expect((await client.models.embedContent({ model: "m", contents: ["a", "b"] })).embeddings).toMatchObject([
    { values: [0.5, -0.25] },
    { values: [0.5, -0.25] },
  ]);
  await serve("openai");
  expect((await client.models.countTokens({ model: "m", contents: "How many?" })).totalTokens).toBeGreaterThan(2);
  const config = { taskType: "RETRIEVAL_QUERY", outputDimensionality: 2 };
  expect((await client.models.embedContent({ model: "m", contents: ["a", "b"], config })).embeddings).toMatchObject([
    { values: [0, 0.5] },
    { values: [1, 0.5] },
  ]);
  const one = await gateway.call("/v1beta/models/m:embedContent", { content: { parts: [{ text: "a" }] } });
  expect(await one.json()).toMatchObject({ embedding: { values: [0, 0.5] } });
});

test("the SDK lists and finds models", async () => {
  await gateway.configure({
    providers: [
      {
        ...providers.openai(),
        models: ["a", { id: "b", contextLength: 1000, maxOutputTokens: 100 }, "text-embedding-c"],
      },
    ],
  });
  const names: string[] = [];
  for await (const model of await client.models.list({ config: { pageSize: 2 } })) names.push(String(model.name));
  expect(names).toEqual(["models/a", "models/b", "models/text-embedding-c"]);
  expect(await client.models.get({ model: "b" })).toMatchObject({
    name: "models/b",
    displayName: "b",
    inputTokenLimit: 1000,
    outputTokenLimit: 100,
    supportedActions: ["generateContent", "countTokens", "streamGenerateContent"],
  });
  expect((await sdk("v1").models.get({ model: "text-embedding-c" })).supportedActions).toContain("embedContent");
  await expect(client.models.get({ model: "d" })).rejects.toBeInstanceOf(ApiError);
});
