// What the playground finds in the browser's storage: a question that three models answered.

const settings = {
  system: "You are a staff engineer. Answer briefly, name trade-offs, and prefer examples that run on edge workers.",
  temperature: 0.7,
  topP: 1,
  maxTokens: 1024,
  stream: true,
  format: "text",
  schema: "",
  tools: "",
  failover: true,
  skipCache: true,
};

const bars = [12, 16, 14, 20, 30, 26, 42, 62, 52, 66, 40, 31];
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="72" viewBox="0 0 180 100">${bars
  .map(
    (height, index) =>
      `<rect x="${10 + index * 13.6}" y="${80 - height}" width="9" height="${height}" fill="${index > 6 && index < 10 ? "#d33" : "#1aa3a0"}"/>`,
  )
  .join("")}</svg>`;

const answers = [
  {
    model: "claude-sonnet-4.5",
    providerId: "anthropic",
    servedModel: null,
    attempts: 1,
    firstTokenMs: 691,
    totalMs: 5700,
    completionTokens: 391,
    costMicroUsd: 6100,
    content: `A **token bucket** gives each client a bucket of n tokens that refills at a fixed rate. Every request takes one. When the bucket is empty, the request is refused.

A **sliding window** counts the requests in the last \`w\` seconds and refuses when the count passes the limit.

**Pick by what you need**

- Bursts are fine on average: token bucket.
- A hard cap in any window: sliding window.
- Little storage at the edge: token bucket, two numbers per client.

For your Worker, keep the bucket in a Durable Object, so each key has one writer.`,
  },
  {
    model: "gpt-5-mini",
    providerId: "openai",
    servedModel: null,
    attempts: 2,
    firstTokenMs: 402,
    totalMs: 2490,
    completionTokens: 342,
    costMicroUsd: 800,
    content: `Both limit request rates; they differ in how they treat bursts.

**Token bucket.** Tokens accrue at rate \`r\` up to capacity \`b\`. A burst of up to \`b\` passes, then traffic settles at \`r\`.

**Sliding window.** Keeps a count over the trailing window. No burst above the limit is ever possible, at the cost of storing timestamps or two counters.

\`\`\`
tokens = min(b, tokens + r * dt)
if tokens < 1: reject()
tokens -= 1
\`\`\`

Use the token bucket unless a contract states a hard cap.`,
  },
  {
    model: "fast",
    providerId: "gemini",
    servedModel: "gemini-2.5-flash",
    attempts: 1,
    firstTokenMs: 288,
    totalMs: 1030,
    completionTokens: 158,
    costMicroUsd: 400,
    content: `Think of a **token bucket** as a jar of coins: it fills steadily and each request spends one. If the jar is full you can spend quickly for a moment.

A **sliding window** is a moving ruler over the timeline: it counts what falls under it, and once the count hits the limit, the next one waits.`,
  },
];

/** The key of the browser's storage, and its value, with the first `columns` of the answers. */
export function sampleConversation(columns: number): { name: string; value: string } {
  const question = {
    role: "user",
    id: "question",
    content: "Our limiter let this burst through. Token bucket or sliding window for an edge worker?",
    images: [`data:image/svg+xml;base64,${btoa(picture)}`],
  };
  const stored = {
    columns: answers.slice(0, columns).map((answer) => ({
      id: answer.model,
      settings: { ...settings, model: answer.model },
      turns: [
        question,
        {
          role: "assistant",
          id: `${answer.model}-1`,
          state: "done",
          toolCalls: [],
          reasoning: "",
          requestId: "req_sample",
          error: null,
          promptTokens: 412,
          ...answer,
        },
      ],
    })),
    draft: "Write the Worker for the bucket, with the Durable Object",
    images: [],
  };
  return { name: "gateway-playground", value: JSON.stringify(stored) };
}
