import { expect, test } from "vitest";
import { endpoint } from "~/tests/adapter-request";
import { runMedia, soundFile } from "~/tests/media-run";
import { call } from "~/tests/replay";
import { replicate } from "../adapters/replicate/adapter";

// Jobs that a vendor runs by itself are cancelled where their client leaves.

const waiting = { id: "j1", status: "processing" };
const jobs: [adapter: string, operation: "images" | "transcriptions", answers: object[], cancelled: string][] = [
  ["replicate", "images", [waiting], "POST https://vendor.example/v1/predictions/j1/cancel"],
  ["runway", "images", [{ id: "j1" }], "DELETE https://vendor.example/v1/tasks/j1"],
  ["midjourney", "images", [{ code: 1, result: "j1" }], "POST https://vendor.example/v1/mj/task/j1/cancel"],
  [
    "assemblyai",
    "transcriptions",
    [{ upload_url: "https://vendor.example/u" }, { id: "j1" }],
    "DELETE https://vendor.example/v1/v2/transcript/j1",
  ],
];
for (const [adapter, operation, answers, cancelled] of jobs)
  test(`${adapter}: a job is cancelled when its client leaves, and no more asked for`, async () => {
    const client = new AbortController();
    const sent: string[] = [];
    const work = runMedia(
      adapter,
      operation,
      {
        body: { prompt: "x" },
        model: "a/b",
        files: operation === "images" ? [] : [["file", soundFile()]],
        signal: client.signal,
        sleep: () => {
          client.abort();
          return new Promise(() => {});
        },
        seen: (made) => sent.push(made),
      },
      [...(answers as Record<string, unknown>[]), {}],
    );
    await expect(work).rejects.toThrow();
    expect(sent.at(-1)).toBe(cancelled);
    expect(sent).toHaveLength(answers.length + 1);
  });

test("replicate: a chat's prediction is cancelled when its client leaves, streamed or not", async () => {
  for (const stream of [false, true]) {
    const client = new AbortController();
    const sent: string[] = [];
    const fetch = async (url: string, { method }: { method: string }) => {
      sent.push(`${method} ${new URL(url).pathname}`);
      if (url.endsWith("/stream")) return new Response(new ReadableStream());
      return Response.json({ ...waiting, urls: { stream: "https://vendor.example/stream" } });
    };
    const target = endpoint(replicate, "a/b", { baseUrl: "https://vendor.example/v1" });
    const context = { fetch: fetch as never, now: () => 0, signal: client.signal };
    const prepared = await replicate.prepare({ ...call("chat", { messages: [] }), stream }, target, context);
    const answer = prepared.send!(String(prepared.body));
    if (stream) await answer;
    else await new Promise((resolve) => setImmediate(resolve));
    client.abort(new Error("left"));
    if (!stream) await expect(answer).rejects.toThrow("left");
    expect(sent.at(-1)).toBe("POST /v1/predictions/j1/cancel");
  }
});
