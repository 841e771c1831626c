import type { UpstreamAsked } from "~/tests/asked-gateway";

export const cached = { cache: { enabled: true } };
export const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
export const call = { id: "call_1", type: "function", function: { name: "look", arguments: '{"at":"Paris"}' } };

export const completion = (message: object, finish = "stop") => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m-2026",
  choices: [{ index: 0, message: { role: "assistant", content: null, ...message }, finish_reason: finish }],
  usage,
});

export const chunk = (delta: object, finish: string | null = null) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m-2026",
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const stream = (...chunks: object[]) =>
  new Response(`${chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("")}data: [DONE]\n\n`, {
    headers: { "content-type": "text/event-stream" },
  });

/** Answers chats, streamed where that is asked, with the same words. */
export function upstream({ url, body }: UpstreamAsked): Response {
  if (url.endsWith("/embeddings"))
    return Response.json({
      object: "list",
      model: "e",
      data: [{ object: "embedding", index: 0, embedding: vectorOf(String(body.input)) }],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
  if (url.endsWith("/completions") && body.prompt !== undefined)
    return Response.json({
      ...completion({}),
      object: "text_completion",
      choices: [{ index: 0, text: "Hello", finish_reason: "stop" }],
    });
  if (body.tools !== undefined)
    return body.stream
      ? stream(
          chunk({ role: "assistant", tool_calls: [{ index: 0, ...call, function: { name: "look", arguments: "" } }] }),
          chunk({ tool_calls: [{ index: 0, function: { arguments: '{"at":' } }] }),
          chunk({ tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] }),
          chunk({}, "tool_calls"),
          { ...chunk({}), choices: [], usage },
        )
      : Response.json(completion({ tool_calls: [call] }, "tool_calls"));
  return body.stream
    ? stream(chunk({ role: "assistant", content: "Hel" }), chunk({ content: "lo" }), chunk({}, "stop"), {
        ...chunk({}),
        choices: [],
        usage,
      })
    : Response.json(completion({ content: "Hello" }));
}

/** Questions about the same thing point the same way. */
const vectorOf = (text: string) => [/capital|main city/i.test(text) ? 1 : 0, /weather/i.test(text) ? 1 : 0, 0.1];

export const question = { model: "m", messages: [{ role: "user", content: "Hi" }] };
export const tools = [{ type: "function", function: { name: "look", parameters: { type: "object" } } }];
export const dataOf = (text: string) =>
  text
    .split("\n")
    .flatMap((line) => (line.startsWith("data: {") ? [JSON.parse(line.slice(6)) as Record<string, never>] : []));

export const semantic = { cache: { enabled: true, semantic: { enabled: true, threshold: 0.9, model: "e" } } };
export const chatOf = (content: string, before: object[] = []) => ({
  model: "m",
  messages: [...before, { role: "user", content }],
});
