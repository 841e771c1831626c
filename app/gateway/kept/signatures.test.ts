import { expect, test } from "vitest";
import { call as chatCall } from "~/tests/replay";
import type { Ports } from "../ports";
import type { KeptSignature } from "../store";
import { gatherSigned, SignatureBook, type SignedParts } from "./signatures";

const call = (messages: unknown[]) => chatCall("chat", { model: "m", messages });

function book(rows = new Map<string, KeptSignature>()) {
  const reads: string[][] = [];
  const store = {
    saveSignatures: async (keyId: string, saved: { toolCallId: string; value: string }[]) => {
      for (const { toolCallId, value } of saved) rows.set(`${keyId} ${toolCallId}`, JSON.parse(value));
    },
    findSignatures: async (keyId: string, ids: string[]) => {
      reads.push(ids);
      return new Map(ids.flatMap((id) => (rows.has(`${keyId} ${id}`) ? [[id, rows.get(`${keyId} ${id}`)!]] : [])));
    },
  };
  return { signatures: new SignatureBook({ store, now: () => 0 } as unknown as Ports), rows, reads };
}

const detail = { type: "reasoning.text", text: "hm", signature: "s" };
const extra = { google: { thought_signature: "g" } };
const answer: SignedParts = { details: [], calls: [] };
gatherSigned(answer, { reasoning_details: [detail] });
gatherSigned(answer, { tool_calls: [{ id: "c1", extra_content: extra }, { id: "c2" }, { index: 0 }] });

const bareTurn = { role: "assistant", content: null, tool_calls: [{ id: "c1" }, { id: "c2" }] };

test("a client that dropped the signed parts gets them back, once and on the right call", async () => {
  const { signatures, reads } = book();
  signatures.keep("key", answer, () => {});
  const restored = await signatures.restore("key", call([{ role: "user", content: "hi" }, bareTurn]));
  expect(restored.text).toBeNull();
  expect(restored.body.messages).toEqual([
    { role: "user", content: "hi" },
    {
      ...bareTurn,
      reasoning_details: [detail],
      tool_calls: [{ id: "c1", extra_content: extra }, { id: "c2" }],
    },
  ]);
  // c2 has nothing signed, which only the store can say.
  expect(reads).toEqual([["c2"]]);
  await signatures.restore("key", call([bareTurn]));
  expect(reads).toHaveLength(1);
});

test("another isolate reads them from the store; another key never does", async () => {
  const first = book();
  const work: Promise<unknown>[] = [];
  first.signatures.keep("key", answer, (promise) => work.push(promise));
  await Promise.all(work);
  const second = book(first.rows);
  const restored = await second.signatures.restore("key", call([bareTurn]));
  expect(restored.body.messages).toMatchObject([{ reasoning_details: [detail] }]);
  const foreign = call([bareTurn]);
  expect(await second.signatures.restore("other", foreign)).toBe(foreign);
});

test("what the client kept itself stays as it is, and an answer without signatures costs no write", async () => {
  const { signatures, rows, reads } = book();
  const own = call([{ ...bareTurn, reasoning_details: [] }]);
  expect(signatures.restore("key", own)).toBe(own);
  expect(reads).toEqual([]);
  signatures.keep("key", { details: [], calls: [{ id: "c1", extra: null }] }, () => {
    throw new Error("nothing to write");
  });
  expect(rows.size).toBe(0);
});
