import type { answerChat, answerCompletion } from "./answer";

const encoder = new TextEncoder();
const words = (text: string) => text.match(/\s*\S+/g) ?? [];

/** The chunks of a streamed chat completion, as OpenAI sends them. */
export function chatChunks(answer: ReturnType<typeof answerChat>, includeUsage: boolean): object[] {
  const { id, created, model, usage } = answer;
  const choice = answer.choices[0]!;
  const chunk = (delta: object, finish: string | null = null) => ({
    id,
    object: "chat.completion.chunk",
    created,
    model,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(includeUsage ? { usage: null } : {}),
  });
  const chunks: object[] = [chunk({ role: "assistant", content: "" })];
  for (const word of words(choice.message.content ?? "")) chunks.push(chunk({ content: word }));
  for (const [index, call] of (choice.message.tool_calls ?? []).entries()) {
    const { name, arguments: all } = call.function;
    chunks.push(chunk({ tool_calls: [{ index, id: call.id, type: "function", function: { name, arguments: "" } }] }));
    for (const part of all.match(/[\s\S]{1,12}/g) ?? [])
      chunks.push(chunk({ tool_calls: [{ index, function: { arguments: part } }] }));
  }
  chunks.push(chunk({}, choice.finish_reason));
  if (includeUsage) chunks.push({ id, object: "chat.completion.chunk", created, model, choices: [], usage });
  return chunks;
}

export function completionChunks(answer: ReturnType<typeof answerCompletion>, includeUsage: boolean): object[] {
  const { id, object, created, model, usage } = answer;
  const choice = answer.choices[0]!;
  const chunk = (text: string, finish: string | null = null) => ({
    id,
    object,
    created,
    model,
    choices: [{ index: 0, text, logprobs: null, finish_reason: finish }],
  });
  const chunks: object[] = words(choice.text).map((word) => chunk(word));
  chunks.push(chunk("", choice.finish_reason));
  if (includeUsage) chunks.push({ id, object, created, model, choices: [], usage });
  return chunks;
}

/** The chunks as server-sent events with a pause before each. */
export function streamOf(chunks: object[], pause: () => Promise<void>): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    async pull(controller) {
      await pause();
      const chunk = chunks[next++];
      controller.enqueue(encoder.encode(`data: ${chunk === undefined ? "[DONE]" : JSON.stringify(chunk)}\n\n`));
      if (chunk === undefined) controller.close();
    },
  });
}
