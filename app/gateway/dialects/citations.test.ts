import { expect, test } from "vitest";
import { call, translationOf } from "~/tests/replay";
import type { JsonObject } from "../openai/fields";
import { noUsage } from "../openai/usage";
import { messageOf } from "./anthropic/answer";
import { CitedDocuments } from "./anthropic/citations";
import { nativeRequest } from "./anthropic/native";
import { MessageWriter } from "./anthropic/writer";
import { generateAnswer } from "./gemini/answer";
import { GenerateWriter } from "./gemini/writer";

// What an answer cites without an address: files and documents, on the surfaces of other vendors.

const cited = (type: string, fields: JsonObject) => ({ type, [type]: fields });
const annotations = [
  cited("url_citation", { url: "https://a.example", title: "A", start_index: 0, end_index: 2 }),
  cited("file_citation", { file_id: "file-1", filename: "atlas.pdf", index: 3 }),
  cited("container_file_citation", {
    file_id: "cfile_1",
    container_id: "c",
    filename: "x.csv",
    start_index: 3,
    end_index: 8,
  }),
  cited("file_path", { file_id: "file-2", index: 8 }),
  cited("file_citation", { filename: "notes", quote: "is the capital", start_index: 3, end_index: 8 }),
  "nothing",
];
const text = "é, Paris";
const answer = {
  id: "x",
  model: "m",
  choices: [{ index: 0, message: { content: text, annotations }, finish_reason: "stop" }],
};
const chunks = [{ content: text }, { annotations }].map((delta) => ({
  id: "x",
  model: "m",
  choices: [{ index: 0, delta, finish_reason: null }],
}));

const documents = () =>
  new CitedDocuments([
    {
      role: "user",
      content: [
        { type: "document", title: "atlas.pdf", source: { type: "base64", media_type: "application/pdf", data: "" } },
        { type: "document", title: "notes", source: { type: "text", data: "Paris is the capital." } },
      ],
    },
  ]);
const location = (document_index: number, document_title: string | null, file_id: string | null, more = {}) => ({
  type: "char_location",
  cited_text: "",
  document_index,
  document_title,
  start_char_index: 0,
  end_char_index: 0,
  file_id,
  ...more,
});
const onMessages = [
  { type: "web_search_result_location", url: "https://a.example", title: "A", cited_text: "", encrypted_index: "" },
  location(0, "atlas.pdf", "file-1"),
  location(0, "x.csv", "cfile_1"),
  location(0, null, "file-2"),
  location(1, "notes", null, { cited_text: "is the capital", start_char_index: 6, end_char_index: 20 }),
];

test("on messages files are documents of the request, whole and streamed alike", () => {
  const { content } = messageOf(answer, [], undefined, documents());
  expect(content).toEqual([{ type: "text", text, citations: onMessages }]);
  const writer = new MessageWriter([], () => 1, undefined, documents());
  const events = chunks.map((chunk) => writer.chunk(chunk)).join("") + writer.closing(noUsage);
  const deltas = events.split("\n").flatMap((line) => (line.startsWith("data: ") ? [JSON.parse(line.slice(6))] : []));
  expect(deltas.filter(({ delta }) => delta?.type === "citations_delta").map(({ delta }) => delta.citation)).toEqual(
    onMessages,
  );
});

test("citations that are none of Anthropic's own stay behind on the way to Anthropic", () => {
  for (const citation of onMessages.slice(0, 4)) {
    const messages = [{ role: "assistant", content: [{ type: "text", text, citations: [citation] }] }];
    const { body } = nativeRequest({ model: "m", messages }, "", new Headers());
    expect(body.messages).toEqual([{ role: "assistant", content: [{ type: "text", text }] }]);
  }
  const own = {
    model: "m",
    messages: [{ role: "assistant", content: [{ type: "text", text, citations: [onMessages[4]] }] }],
  };
  expect(nativeRequest(own, "", new Headers()).body).toBe(own);
});

const sources = {
  citationMetadata: { citationSources: [{ uri: "https://a.example", title: "A", startIndex: 0, endIndex: 2 }] },
  groundingMetadata: {
    groundingChunks: [
      { retrievedContext: { title: "atlas.pdf", documentName: "file-1" } },
      { retrievedContext: { title: "x.csv", documentName: "cfile_1" } },
      { retrievedContext: { title: "file-2", documentName: "file-2" } },
      { retrievedContext: { title: "notes", text: "is the capital" } },
    ],
    groundingSupports: [
      { segment: { startIndex: 4, endIndex: 4, text: "" }, groundingChunkIndices: [0] },
      { segment: { startIndex: 4, endIndex: 9, text: "Paris" }, groundingChunkIndices: [1] },
      { segment: { startIndex: 9, endIndex: 9, text: "" }, groundingChunkIndices: [2] },
      { segment: { startIndex: 4, endIndex: 9, text: "Paris" }, groundingChunkIndices: [3] },
    ],
  },
};

test("on Google's surface they are what a search in files found, and come back as citations of files", () => {
  expect(generateAnswer(answer, false).candidates).toMatchObject([sources]);
  const writer = new GenerateWriter(true, false);
  for (const chunk of chunks) writer.chunk(chunk);
  const last = JSON.parse(writer.closing(noUsage).slice(6));
  expect(last.candidates).toMatchObject([sources]);
  const whole = translationOf("gemini")!.whole(
    call("chat"),
    JSON.stringify({
      candidates: [
        { content: { parts: [{ text }] }, finishReason: "STOP", groundingMetadata: sources.groundingMetadata },
      ],
    }),
  );
  expect(whole).toMatchObject({
    choices: [
      {
        message: {
          annotations: [
            cited("file_citation", { filename: "atlas.pdf", start_index: 3, end_index: 3 }),
            cited("file_citation", { filename: "x.csv", start_index: 3, end_index: 8 }),
            cited("file_citation", { filename: "file-2", start_index: 8, end_index: 8 }),
            cited("file_citation", { filename: "notes", quote: "is the capital", start_index: 3, end_index: 8 }),
          ],
        },
      },
    ],
  });
});
