import type { ServerResponse } from "node:http";
import { asksForJson, events, json, pieces, say } from "./brain";

interface Part {
  functionResponse?: { id?: string; response: { result?: string } };
  functionCall?: object;
  thoughtSignature?: string;
}

interface Body {
  contents: { role: string; parts: Part[] }[];
  requests?: object[];
  systemInstruction?: object;
  tools?: { functionDeclarations?: { name: string }[] }[];
  generationConfig?: { responseMimeType?: string; thinkingConfig?: { includeThoughts?: boolean } };
}

const usageMetadata = {
  promptTokenCount: 11,
  candidatesTokenCount: 2,
  thoughtsTokenCount: 1,
  cachedContentTokenCount: 6,
  totalTokenCount: 14,
};

/** As strict as Gemini 3: the first call of a turn comes back signed. */
export function answerGemini(path: string, body: Body, response: ServerResponse): unknown {
  if (path.includes(":batchEmbedContents"))
    return json(response, 200, { embeddings: body.requests?.map((_, place) => ({ values: [place, 0.5] })) });
  const { contents, generationConfig = {} } = body;
  const calls = contents.map(({ parts }) => parts.filter(({ functionCall }) => functionCall !== undefined));
  if (calls.some(([first]) => first !== undefined && first.thoughtSignature === undefined))
    return json(response, 400, {
      error: { code: 400, message: "missing a thought_signature", status: "INVALID_ARGUMENT" },
    });
  const results = contents.at(-1)!.parts.flatMap(({ functionResponse }) => functionResponse ?? []);
  const said = say(
    {
      results: results.map(({ response: given }) => given.result ?? JSON.stringify(given)),
      tools: (body.tools ?? []).flatMap(({ functionDeclarations = [] }) =>
        functionDeclarations.map(({ name }) => name),
      ),
      schema: generationConfig.responseMimeType === "application/json" || asksForJson(body.systemInstruction),
      thinks: generationConfig.thinkingConfig?.includeThoughts === true,
    },
    contents.length,
  );
  const parts = [
    ...(said.thought === "" ? [] : [{ text: said.thought, thought: true }]),
    ...pieces(said.text).map((text) => ({ text })),
    ...said.calls.map(({ id, name, input }, place) => ({
      functionCall: { id, name, args: input },
      ...(place === 0 ? { thoughtSignature: "c2lnbmVk" } : {}),
    })),
  ];
  const piece = (some: object[], finishReason?: string) => ({
    candidates: [{ content: { role: "model", parts: some }, index: 0, ...(finishReason ? { finishReason } : {}) }],
    usageMetadata,
    modelVersion: "gemini-mock",
    responseId: "r1",
  });
  if (!path.includes("stream")) return json(response, 200, piece(parts, "STOP"));
  return events(response, [...parts.map((part) => piece([part])), piece([{ text: "" }], "STOP")] as object[]);
}
