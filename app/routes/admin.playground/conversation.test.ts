import { expect, test } from "vitest";
import { defaultSettings } from "./chat-request";
import { answerSpeed, bestMetrics, newAnswer, servedBy } from "./conversation";
import { afterEvent } from "./run-request";
import { emptyConversation, parseConversation } from "./stored-conversation";

const answer = { ...newAnswer("a", "auto"), content: "Hi", state: "done" as const };

test("a stored conversation is read back", () => {
  const stored = {
    columns: [
      {
        id: "c",
        settings: { ...defaultSettings, model: "auto" },
        turns: [{ role: "user", id: "u", content: "Hello", images: [] }, answer],
      },
    ],
    draft: "x",
    images: [],
  };
  expect(parseConversation(JSON.stringify(stored))).toEqual(stored);
});

test("an answer that was running when the page was left has stopped", () => {
  const column = { id: "c", settings: defaultSettings, turns: [{ ...answer, state: "streaming" }] };
  const stored = { columns: [column], draft: "", images: [] };
  expect(parseConversation(JSON.stringify(stored)).columns[0]?.turns[0]).toMatchObject({
    state: "stopped",
    content: "Hi",
  });
});

test("what cannot be read starts empty", () => {
  for (const text of [null, "", "{", '{"turns":1}']) expect(parseConversation(text)).toEqual(emptyConversation);
});

test("speed counts the tokens after the first one", () => {
  expect(answerSpeed({ ...answer, firstTokenMs: 500, totalMs: 2500, completionTokens: 101 })).toBe(50);
  expect(answerSpeed({ ...answer, firstTokenMs: 500, totalMs: 510, completionTokens: 101 })).toBeNull();
});

test("headers tell who served, also with a name that is not ASCII", () => {
  const headers = new Headers({
    "x-request-id": "req_1",
    "x-gateway-provider": "%E4%BE%9B",
    "x-gateway-model": "%E6%A8%A1",
    "x-gateway-attempts": "2",
  });
  expect(servedBy(headers)).toEqual({ requestId: "req_1", providerId: "供", servedModel: "模", attempts: 2 });
  expect(servedBy(new Headers())).toEqual({ requestId: null, providerId: null, servedModel: null, attempts: null });
});

test("the best of a round is marked, and nothing where there is nothing to compare", () => {
  const quick = { ...answer, firstTokenMs: 200, costMicroUsd: 50 };
  const cheap = { ...answer, firstTokenMs: 400, costMicroUsd: 10 };
  expect([...bestMetrics(quick, [quick, cheap])]).toEqual(["firstToken"]);
  expect([...bestMetrics(cheap, [quick, cheap])]).toEqual(["cost"]);
  expect(bestMetrics(quick, [quick]).size).toBe(0);
  expect(bestMetrics(quick, [quick, quick]).size).toBe(0);
});

test("the pieces of parallel calls come together by their index", () => {
  const piece = (index: number, id: string, name: string, text: string) =>
    ({ type: "call", index, id, name, arguments: text }) as const;
  const pieces = [piece(0, "a", "f", ""), piece(0, "", "", '{"x"'), piece(1, "b", "g", "{}"), piece(0, "", "", ":1}")];
  const whole = newAnswer("n", "m");
  for (const event of pieces) Object.assign(whole, afterEvent(whole, event));
  expect(whole.toolCalls).toEqual([
    { id: "a", name: "f", arguments: '{"x":1}' },
    { id: "b", name: "g", arguments: "{}" },
  ]);
});
