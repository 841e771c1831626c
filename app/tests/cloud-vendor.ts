import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { bedrockFrame } from "./bedrock-frames";

/**
 * A mock of clouds on loopback: Bedrock, which checks every signature (access key AKTEST, secret `cloud-secret`, region
 * us-east-1) and streams binary frames; Vertex AI behind a token endpoint; OpenAI's Responses API; and a picture.
 */
export interface CloudVendor {
  url: string;
  calls: { path: string; body: Record<string, unknown> }[];
  /** Tokens that were given so far. */
  tokens: () => number;
  close(): Promise<void>;
}

export async function startCloudVendor(): Promise<CloudVendor> {
  const calls: CloudVendor["calls"] = [];
  let tokens = 0;
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += piece;
    const path = request.url ?? "";
    if (path === "/picture.png") return response.writeHead(200).end(Buffer.from("89504e470d0a1a0a", "hex"));
    if (path === "/token") {
      tokens++;
      const assertion = new URLSearchParams(text).get("assertion") ?? "";
      if (assertion.split(".").length !== 3) return json(response, 400, { error: "invalid_grant" });
      return json(response, 200, { access_token: `token-${tokens}`, expires_in: 3600 });
    }
    const body = JSON.parse(text || "{}");
    calls.push({ path, body });
    if (path.startsWith("/bedrock/")) return bedrock(request, path, text, body, response);
    if (path.startsWith("/v1/projects/")) return vertex(request, path, response);
    return responses(body, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    tokens: () => tokens,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(response: ServerResponse, status: number, value: unknown): unknown {
  return response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

interface ConverseBody {
  messages: { content: { toolResult?: { content: { text: string }[] } }[] }[];
  toolConfig?: { tools: { toolSpec: { name: string } }[] };
}

/** InvokeModel of Claude: Anthropic's message, or its events in frames. */
function invoke(path: string, response: ServerResponse): unknown {
  const usage = { input_tokens: 5, cache_read_input_tokens: 6, output_tokens: 3 };
  const message = { id: "msg_1", type: "message", role: "assistant", model: "claude-mock", stop_sequence: null };
  const content = [{ type: "text", text: "pong" }];
  if (path.endsWith("/invoke")) return json(response, 200, { ...message, content, stop_reason: "end_turn", usage });
  const delta = { stop_reason: "end_turn", stop_sequence: null };
  const events = [
    { type: "message_start", message: { ...message, content: [], stop_reason: null, usage } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "pong" } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta, usage: { output_tokens: 3 } },
    { type: "message_stop" },
  ];
  const bytes = (event: object) => Buffer.from(JSON.stringify(event)).toString("base64");
  response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
  return response.end(Buffer.concat(events.map((event) => bedrockFrame("chunk", { bytes: bytes(event), p: "abcd" }))));
}

function bedrock(
  request: IncomingMessage,
  path: string,
  text: string,
  body: ConverseBody,
  response: ServerResponse,
): unknown {
  if (!isSigned(request, path, text))
    return json(response, 403, { message: "The request signature we calculated does not match." });
  if (path.includes("/invoke")) return invoke(path, response);
  const result = body.messages.at(-1)!.content.find((block) => block.toolResult)?.toolResult?.content[0]?.text;
  const tool = result === undefined ? body.toolConfig?.tools[0]?.toolSpec.name : undefined;
  const said = result === undefined ? "pong" : `It says ${result}.`;
  const usage = { inputTokens: 5, cacheReadInputTokens: 6, outputTokens: 3, totalTokens: 14 };
  const stopReason = tool === undefined ? "end_turn" : "tool_use";
  const toolUse = { toolUseId: "tooluse_1", name: tool };
  if (path.endsWith("/converse")) {
    const content = tool === undefined ? [{ text: said }] : [{ toolUse: { ...toolUse, input: { city: "Paris" } } }];
    return json(response, 200, { output: { message: { role: "assistant", content } }, stopReason, usage });
  }
  response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
  const frames = [bedrockFrame("messageStart", { role: "assistant" })];
  if (tool !== undefined) frames.push(bedrockFrame("contentBlockStart", { contentBlockIndex: 0, start: { toolUse } }));
  for (const piece of (tool === undefined ? said : '{"city":"Paris"}').match(/.{1,3}/g) ?? []) {
    const delta = tool === undefined ? { text: piece } : { toolUse: { input: piece } };
    frames.push(bedrockFrame("contentBlockDelta", { contentBlockIndex: 0, delta }));
  }
  frames.push(bedrockFrame("contentBlockStop", { contentBlockIndex: 0 }));
  frames.push(bedrockFrame("messageStop", { stopReason }), bedrockFrame("metadata", { usage }));
  const bytes = Buffer.concat(frames);
  // In two pieces, cut within a frame.
  response.write(bytes.subarray(0, 100));
  setImmediate(() => response.end(bytes.subarray(100)));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSigned({ method, headers }: IncomingMessage, path: string, text: string): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=AKTEST\/(\d{8})\/us-east-1\/bedrock\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? "",
    );
  if (given === null) return false;
  const [, day = "", names = "", signature] = given;
  const sha = (value: string) => createHash("sha256").update(value).digest("hex");
  const mac = (key: Buffer | string, value: string) => createHmac("sha256", key).update(value).digest();
  const canonical = [
    method,
    path.split("/").map(encodeURIComponent).join("/"),
    "",
    ...names.split(";").map((name) => `${name}:${headers[name]}`),
    "",
    names,
    sha(text),
  ].join("\n");
  const key = [day, "us-east-1", "bedrock", "aws4_request"].reduce<Buffer | string>(mac, "AWS4cloud-secret");
  const scope = `${day}/us-east-1/bedrock/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${headers["x-amz-date"]}\n${scope}\n${sha(canonical)}`;
  return mac(key, toSign).toString("hex") === signature;
}

function vertex({ headers }: IncomingMessage, path: string, response: ServerResponse): unknown {
  if (!/^Bearer token-\d+$/.test(headers.authorization ?? ""))
    return json(response, 401, { error: { code: 401, message: "no token", status: "UNAUTHENTICATED" } });
  const candidate = { content: { role: "model", parts: [{ text: "pong" }] }, finishReason: "STOP", index: 0 };
  const answer = { candidates: [candidate], usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 3 } };
  if (!path.includes("stream")) return json(response, 200, answer);
  response.writeHead(200, { "content-type": "text/event-stream" });
  return response.end(`data: ${JSON.stringify(answer)}\n\n`);
}

function responses({ stream }: { stream?: boolean }, response: ServerResponse): unknown {
  const part = { type: "output_text", text: "pong", annotations: [] };
  const item = { id: "msg_1", type: "message", role: "assistant", status: "completed", content: [part] };
  const details = { input_tokens_details: { cached_tokens: 6 }, output_tokens_details: { reasoning_tokens: 1 } };
  const usage = { input_tokens: 11, output_tokens: 3, total_tokens: 14, ...details };
  const whole = { id: "resp_1", object: "response", status: "completed", model: "gpt-mock", output: [item], usage };
  if (stream !== true) return json(response, 200, whole);
  response.writeHead(200, { "content-type": "text/event-stream" });
  const events = [
    { type: "response.created", response: { ...whole, status: "in_progress", output: [], usage: null } },
    { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "po" },
    { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "ng" },
    { type: "response.completed", response: whole },
  ];
  return response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
}
