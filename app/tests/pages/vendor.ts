import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** An OpenAI-compatible vendor on loopback that knows one good key; everything else is refused as OpenAI does. */
export interface Vendor {
  url: string;
  /** Lets `vendor-slow` go on, which says one word and waits. */
  release(): void;
  close(): Promise<void>;
}

export const goodKey = "sk-good-vendor-key-1234567890";
export const badKey = "sk-bad-vendor-key-0987654321";
interface ChatBody {
  model: string;
  stream?: boolean;
  tools?: { function: { name: string } }[];
  messages?: { role: string; content: string | null | { type: string }[] }[];
}

const answerText = "Failover **works** here.";

const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** `vendor-linked` gives addresses, every other model base64; the revised prompt says what arrived. */
async function answerImages(request: IncomingMessage, send: (status: number, body: unknown) => void): Promise<void> {
  const body = new Request("http://127.0.0.1", {
    method: "POST",
    headers: { "content-type": request.headers["content-type"] ?? "" },
    body: Buffer.concat(await request.toArray()),
  });
  const isEdit = request.url?.endsWith("/edits");
  const form = isEdit ? await body.formData() : null;
  const fields = form ? Object.fromEntries(form) : ((await body.json()) as Record<string, unknown>);
  const files = form ? [...form.values()].filter((value) => typeof value !== "string").length : 0;
  const said = isEdit ? `${fields.prompt} (${files} edited)` : `${fields.prompt} at ${fields.size}`;
  const picture =
    fields.model === "vendor-linked" ? { url: `http://${request.headers.host}/picture.png` } : { b64_json: dot };
  const data = Array.from({ length: Number(fields.n ?? 1) }, () => ({ ...picture, revised_prompt: said }));
  send(200, { created: 1, data });
}

/** A vector counts the letters of its text: words of the same letters point the same way. */
function embeddings({ input, model, dimensions = 26 }: { input: string[]; model: string; dimensions?: number }) {
  const data = [input].flat().map((text, index) => ({
    object: "embedding",
    index,
    embedding: Array.from(
      { length: dimensions },
      (_, letter) => text.split(String.fromCharCode(97 + letter)).length - 1,
    ),
  }));
  return { object: "list", model, data, usage: { prompt_tokens: data.length, total_tokens: data.length } };
}

export async function startVendor(): Promise<Vendor> {
  const released = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${goodKey}`) {
      send(401, {
        error: { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" },
      });
      return;
    }
    if (request.url?.endsWith("/models")) {
      send(200, { object: "list", data: ["vendor-large", "vendor-small"].map((id) => ({ id, object: "model" })) });
      return;
    }
    if (request.url?.includes("/images/")) {
      await answerImages(request, send);
      return;
    }
    let text = "";
    for await (const chunk of request) text += chunk;
    if (request.url?.endsWith("/embeddings")) {
      send(200, embeddings(JSON.parse(text)));
      return;
    }
    const { model, stream, tools, messages } = JSON.parse(text) as ChatBody;
    if (model === "vendor-broken") {
      send(500, { error: { message: "the vendor is on fire", type: "server_error" } });
      return;
    }
    const usage = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 };
    const head = { id: "chatcmpl-1", created: 1, model };
    if (!stream) {
      const message = { role: "assistant", content: answerText };
      send(200, { ...head, object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }], usage });
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const part = (value: object) =>
      response.write(`data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...value })}\n\n`);
    const last = messages?.at(-1);
    const tool = tools?.[0]?.function.name;
    if (tool && last?.role === "user") {
      const call = { index: 0, id: "call_1", type: "function", function: { name: tool, arguments: "" } };
      part({ choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }] });
      for (const piece of ['{"city":', '"Rome"}']) {
        part({ choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: piece } }] } }] });
      }
      part({ choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] });
      part({ choices: [], usage });
      response.end("data: [DONE]\n\n");
      return;
    }
    const pictures = Array.isArray(last?.content) ? last.content.filter(({ type }) => type === "image_url").length : 0;
    const said = last?.role === "tool" ? `You said: ${last.content}.` : pictures > 0 ? `Pictures: ${pictures}.` : null;
    for (const word of (said ?? answerText).split(/(?<= )/)) {
      part({ choices: [{ index: 0, delta: { content: word }, finish_reason: null }] });
      await (model === "vendor-slow" ? released.promise : new Promise((resolve) => setTimeout(resolve, 150)));
    }
    part({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
    part({ choices: [], usage });
    response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    release: released.resolve,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
