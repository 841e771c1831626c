import { expect, test } from "vitest";
import { defaultSettings } from "./chat-request";
import { answerSpeed, newAnswer, servedBy } from "./conversation";
import { emptyConversation, parseConversation } from "./stored-conversation";

const answer = { ...newAnswer("a", "auto"), content: "Hi", state: "done" as const };

test("a stored conversation is read back", () => {
  const stored = {
    settings: { ...defaultSettings, model: "auto" },
    turns: [{ role: "user", id: "u", content: "Hello" }, answer],
    draft: "x",
  };
  expect(parseConversation(JSON.stringify(stored))).toEqual(stored);
});

test("an answer that was running when the page was left has stopped", () => {
  const stored = { settings: defaultSettings, turns: [{ ...answer, state: "streaming" }], draft: "" };
  expect(parseConversation(JSON.stringify(stored)).turns[0]).toMatchObject({ state: "stopped", content: "Hi" });
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
    "x-gateway-provider": "p",
    "x-gateway-model": "%E6%A8%A1",
    "x-gateway-attempts": "2",
  });
  expect(servedBy(headers)).toEqual({ requestId: "req_1", providerId: "p", servedModel: "模", attempts: 2 });
  expect(servedBy(new Headers())).toEqual({ requestId: null, providerId: null, servedModel: null, attempts: null });
});
