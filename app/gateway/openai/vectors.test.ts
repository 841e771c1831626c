import { expect, test } from "vitest";
import { readWhole } from "../attempt/whole-answer";
import { floatsToBase64, inAskedEncoding } from "./vectors";

const answer = (embedding: unknown) =>
  JSON.stringify({
    object: "list",
    data: [{ object: "embedding", index: 0, embedding }],
    model: "small",
    usage: { prompt_tokens: 3, total_tokens: 3 },
  });
const vector = [0.5, -2, 0.25];

test("numbers become base64 for a client that asked for it, as an SDK decodes them", () => {
  const read = readWhole({ operation: "embeddings", body: { encoding_format: "base64" } }, answer(vector));
  if (!("text" in read)) throw new Error("no answer");
  const { data } = JSON.parse(read.text);
  const bytes = Buffer.from(data[0].embedding, "base64");
  expect([...new Float32Array(bytes.buffer, bytes.byteOffset, 3)]).toEqual(vector);
  expect(read).toMatchObject({ model: "small", usage: { promptTokens: 3 } });
});

test("base64 becomes numbers for a client that did not ask for it", () => {
  const body = inAskedEncoding(answer(floatsToBase64(vector)), undefined);
  expect(body?.data).toMatchObject([{ embedding: vector }]);
});

test("vectors as asked are passed on as they came", () => {
  expect(inAskedEncoding(answer(vector), "float")).toBeNull();
  expect(inAskedEncoding(answer(floatsToBase64(vector)), "base64")).toBeNull();
});
