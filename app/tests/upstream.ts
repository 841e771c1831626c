import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A mock vendor on loopback that speaks OpenAI's format. How it behaves stands in the base URL, so that every provider
 * of a test has its own manners: `upstream.url("status=429", "retry-after=2")`.
 *
 *   status=N        answers N with OpenAI's error body   retry-after=V  retry-after-ms=V  code=C  message=M
 *   reset           closes the socket                    hang           never answers
 *   hang-body       headers, then nothing                first=MS       first token after MS
 *   cut=K           cuts the stream after K pieces       stall=K        falls silent after K pieces
 *   error=K         sends an error event after K pieces  error-200      an error object in a 200
 *   empty           200 without a body                   html           200 with a web page
 *   messy           CRLF, comments, a broken line, split UTF-8          pieces=N  delay=MS  no-usage  no-done
 *   refuse=P        400 unsupported_parameter where the body has P; use=Q names the one to use instead
 *   template=N      N where a system message does not stand first, as chat templates do
 *   huge-headers    headers of 256 KB                    malformed       an answer that is cut off but ended
 *   every=N         misbehaves only on every Nth call     after=N  only after N calls
 *   mix=SEED        misbehaves at random, in 30 of 100 calls, always the same for the same seed
 *   for=KEY         misbehaves only towards calls with this key
 *
 * In a whole answer `cut` and `stall` happen in the middle of the body; a `malformed` stream has one broken line.
 */
export interface Upstream {
  url(...manners: string[]): string;
  /** Calls so far, newest last. */
  calls: {
    manners: string;
    path: string;
    key: string | undefined;
    body: Record<string, unknown>;
    closedEarly: boolean;
  }[];
  clear(): void;
  close(): Promise<void>;
}

type Manners = Map<string, string>;

export async function startUpstream(): Promise<Upstream> {
  const calls: Upstream["calls"] = [];
  const counts = new Map<string, number>();
  const draws = new Map<string, () => number>();
  const server = createServer(async (request, response) => {
    const [, segment = "", ...rest] = (request.url ?? "").split("/");
    const asked = parse(decodeURIComponent(segment));
    const manners = asked.has("mix") ? mixed(asked, segment, draws) : asked;
    const body = await readJson(request);
    const call = { manners: segment, path: `/${rest.join("/")}`, key: keyOf(request), body, closedEarly: false };
    calls.push(call);
    response.on("close", () => {
      if (!response.writableEnded) call.closedEarly = true;
    });
    const count = (counts.get(segment) ?? 0) + 1;
    counts.set(segment, count);
    const every = Number(manners.get("every") ?? 1);
    answer(
      (every > 1 && count % every !== 0) ||
        count <= Number(manners.get("after") ?? 0) ||
        (manners.has("for") && manners.get("for") !== call.key)
        ? plainManners(manners)
        : manners,
      call.path,
      body,
      request,
      response,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    url: (...manners) => `http://127.0.0.1:${port}/${encodeURIComponent(manners.join("&") || "ok")}/v1`,
    clear() {
      calls.length = 0;
      counts.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const parse = (text: string): Manners =>
  new Map(text.split("&").map((part) => [part.split("=")[0] ?? "", part.slice(part.indexOf("=") + 1)]));

/** What fails before any content: nothing of it need reach a caller. */
const transientFaults = [
  "reset",
  "hang",
  "hang-body",
  "stall=0",
  "cut=0",
  "error=0",
  "error-200",
  "empty",
  "html",
  "status=408",
  "status=429&retry-after-ms=20",
  "status=500",
  "status=503",
  "status=529",
];

function seededDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A fault by chance, or none. */
function mixed(manners: Manners, segment: string, draws: Map<string, () => number>): Manners {
  const draw = draws.get(segment) ?? seededDraw(Number(manners.get("mix")));
  draws.set(segment, draw);
  if (draw() >= 0.3) return plainManners(manners);
  return parse(transientFaults[Math.floor(draw() * transientFaults.length)]!);
}

/** The same server on its good days. */
const plainManners = (manners: Manners): Manners =>
  new Map([...manners].filter(([name]) => ["pieces", "delay", "no-usage"].includes(name)));

const keyOf = (request: IncomingMessage) => request.headers.authorization?.replace("Bearer ", "");

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : JSON.parse(text);
}

function answer(
  manners: Manners,
  path: string,
  body: Record<string, unknown>,
  request: IncomingMessage,
  response: ServerResponse,
): unknown {
  const json = (status: number, value: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };
  if (manners.has("reset")) return void request.socket.destroy();
  if (manners.has("hang")) return;
  if (manners.has("huge-headers")) return json(200, {}, { "x-padding": "x".repeat(256 * 1024) });
  if (manners.has("status")) {
    const headers: Record<string, string> = {};
    for (const name of ["retry-after", "retry-after-ms", "location"])
      if (manners.has(name)) headers[name] = manners.get(name)!;
    const message = manners.get("message") ?? `mock says ${manners.get("status")}`;
    return json(
      Number(manners.get("status")),
      { error: { message, type: "mock_error", param: null, code: manners.get("code") ?? null } },
      headers,
    );
  }
  const refused = manners.get("refuse");
  if (refused !== undefined && body[refused] !== undefined) {
    const use = manners.has("use") ? ` Use '${manners.get("use")}' instead.` : "";
    const message = `Unsupported parameter: '${refused}' is not supported with this model.${use}`;
    const error = { message, type: "invalid_request_error", param: refused, code: "unsupported_parameter" };
    return json(400, { error });
  }
  const late = Array.isArray(body.messages) && body.messages.some(({ role }, index) => index > 0 && role === "system");
  if (manners.has("template") && late)
    return json(Number(manners.get("template")), { error: { message: "System message must be at the beginning." } });
  if (path.endsWith("/models"))
    return json(200, { object: "list", data: [{ id: "mock-large" }, { id: "mock-small" }] });
  if (manners.has("error-200")) {
    const error = { error: { message: "overloaded, try later", type: "server_error", code: "overloaded" } };
    if (body.stream !== true) return json(200, error);
    response.writeHead(200, { "content-type": "text/event-stream" });
    return void response.end(`data: ${JSON.stringify(error)}\n\n`);
  }
  if (manners.has("empty"))
    return void response
      .writeHead(200, { "content-type": body.stream ? "text/event-stream" : "application/json" })
      .end();
  if (manners.has("html")) return void response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>");
  if (path.endsWith("/embeddings")) {
    const inputs = Array.isArray(body.input) ? body.input : [body.input];
    return json(200, {
      object: "list",
      data: inputs.map((_, index) => ({ object: "embedding", index, embedding: [0.1, 0.2, 0.3] })),
      model: body.model,
      usage: { prompt_tokens: 5, total_tokens: 5 },
    });
  }
  const legacy = path.endsWith("/completions") && !path.endsWith("/chat/completions");
  if (body.stream === true) return stream(manners, legacy, body, response);
  if (manners.has("hang-body"))
    return void response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
  const send = () => {
    const broken = ["cut", "stall", "malformed"].find((name) => manners.has(name));
    if (broken === undefined) return json(200, whole(manners, legacy, body));
    const text = JSON.stringify(whole(manners, legacy, body));
    const half = text.slice(0, text.length / 2);
    response.writeHead(200, { "content-type": "application/json", "content-length": text.length });
    if (broken === "malformed") return response.end(half.padEnd(text.length));
    response.write(half, () => broken === "cut" && response.destroy());
  };
  const wait = Number(manners.get("first") ?? 0);
  if (wait > 0) setTimeout(send, wait);
  else send();
}

const usage = {
  prompt_tokens: 11,
  completion_tokens: 7,
  total_tokens: 18,
  prompt_tokens_details: { cached_tokens: 4 },
};

function whole(manners: Manners, legacy: boolean, body: Record<string, unknown>) {
  const choice = legacy ? { text: "pong" } : { message: { role: "assistant", content: "pong" } };
  return {
    id: "mock-1",
    object: legacy ? "text_completion" : "chat.completion",
    created: 1,
    model: `${body.model}-dated`,
    choices: [{ index: 0, ...choice, finish_reason: "stop" }],
    ...(manners.has("no-usage") ? {} : { usage }),
  };
}

function stream(manners: Manners, legacy: boolean, body: Record<string, unknown>, response: ServerResponse): void {
  const newline = manners.has("messy") ? "\r\n" : "\n";
  const event = (value: unknown) =>
    `data: ${typeof value === "string" ? value : JSON.stringify(value)}${newline}${newline}`;
  const chunk = (content: string | null, finish: string | null = null) => ({
    id: "mock-1",
    object: "chat.completion.chunk",
    created: 1,
    model: `${body.model}-dated`,
    choices: [
      {
        index: 0,
        ...(legacy ? { text: content ?? "" } : { delta: content === null ? {} : { content } }),
        finish_reason: finish,
      },
    ],
  });
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  if (manners.has("hang-body")) return;

  const pieces = Number(manners.get("pieces") ?? 3);
  const steps: (() => boolean)[] = [];
  const write = (bytes: string | Buffer) => () => {
    response.write(bytes);
    return true;
  };
  /** The last step: nothing follows. */
  const stop = (last: () => void) => () => {
    last();
    return false;
  };
  if (!legacy)
    steps.push(
      write(
        event({
          ...chunk(""),
          choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
        }),
      ),
    );
  for (let index = 0; index < pieces; index++) {
    if (manners.get("cut") === String(index)) steps.push(stop(() => response.destroy()));
    if (manners.get("stall") === String(index)) steps.push(() => false);
    if (manners.get("error") === String(index))
      steps.push(stop(() => response.end(event({ error: { message: "overloaded mid-stream", code: "overloaded" } }))));
    if (manners.has("malformed") && index === 1) steps.push(write('data: {"choices":[{"delta":{"content":"bro\n\n'));
    steps.push(write(event(chunk(`pong${index} `))));
  }
  if (manners.has("messy")) {
    steps.push(write(`: a comment${newline}${newline}`), write(event('{"choices":[{"delta":{"content":"broken')));
    const bytes = Buffer.from(event(chunk("héllo 世界 ")));
    const middle = bytes.indexOf(Buffer.from("世")) + 1;
    steps.push(write(bytes.subarray(0, middle)), write(bytes.subarray(middle)));
  }
  steps.push(write(event(chunk(null, "stop"))));
  const asked =
    typeof body.stream_options === "object" &&
    body.stream_options !== null &&
    (body.stream_options as { include_usage?: boolean }).include_usage === true;
  if (asked && !manners.has("no-usage"))
    steps.push(
      write(
        event({
          id: "mock-1",
          object: "chat.completion.chunk",
          created: 1,
          model: `${body.model}-dated`,
          choices: [],
          usage,
        }),
      ),
    );
  steps.push(() => {
    response.end(manners.has("no-done") ? "" : event("[DONE]"));
    return false;
  });

  const delay = Number(manners.get("delay") ?? (manners.has("messy") ? 5 : 0));
  const run = () => {
    const step = steps.shift();
    if (step === undefined || response.destroyed || !step()) return;
    if (delay > 0) setTimeout(run, delay);
    else setImmediate(run);
  };
  const wait = Number(manners.get("first") ?? 0);
  if (wait > 0) setTimeout(run, wait);
  else run();
}
