import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerAnthropic } from "./anthropic";
import { answerBedrock } from "./bedrock";
import { answerCohere } from "./cohere";
import { answerGemini } from "./gemini";
import { answerResponses } from "./responses";

const formats = {
  anthropic: answerAnthropic,
  gemini: answerGemini,
  bedrock: answerBedrock,
  cohere: answerCohere,
  responses: answerResponses,
};

/** A mock vendor on loopback that speaks every format but OpenAI's chat, with the same brain behind each. */
export async function startPolyglot() {
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const [, format, ...rest] = (request.url ?? "").split("/");
    const answer = formats[format as keyof typeof formats] as (path: string, body: object, to: ServerResponse) => void;
    answer(`/${rest.join("/")}`, JSON.parse(text), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (format: keyof typeof formats) => `http://127.0.0.1:${port}/${format}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
