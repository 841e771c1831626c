import { expect, test } from "vitest";
import {
  filterFields,
  formatQuery,
  isSearch,
  parseQuery,
  queryOfUrl,
  readLatencyMs,
  withQuery,
  withToggled,
} from "./query";

test("fields and free text are told apart", () => {
  expect(parseQuery("status:5XX model:gpt-4o provider:openai key:ci over quota")).toEqual({
    status: "5xx",
    model: "gpt-4o",
    provider: "openai",
    key: "ci",
    text: "over quota",
  });
});

test("quotes keep blanks together", () => {
  expect(parseQuery('key:"my app" "rate limit"')).toEqual({ key: "my app", text: "rate limit" });
});

test("a model name with a colon is not a field", () => {
  expect(parseQuery("llama3:8b")).toEqual({ text: "llama3:8b" });
  expect(parseQuery("model:llama3:8b")).toEqual({ model: "llama3:8b", text: "" });
});

test("an empty field is text, and the last of two wins", () => {
  expect(parseQuery("status: status:429 status:503")).toEqual({ status: "503", text: "status:" });
});

test("formatting and parsing are each other's inverse", () => {
  for (const text of ["status:5xx boom", 'model:"a b" provider:p', "req_123", ""]) {
    expect(formatQuery(parseQuery(text))).toBe(text);
  }
});

test("what is at least so slow, or was tried so often, is written with >", () => {
  const query = parseQuery("latency>5s attempts>1 cache:hit");
  expect(query).toEqual({ latency: "5s", attempts: "1", cache: "hit", text: "" });
  expect(formatQuery(query)).toBe("cache:hit latency>5s attempts>1");
  expect(filterFields(query)).toEqual({ slowerThanMs: 5000, attemptsOver: 1, cache: "hit" });
  expect([readLatencyMs("800ms"), readLatencyMs("1.5s"), readLatencyMs("20")]).toEqual([800, 1500, 20]);
  expect(parseQuery("latency>soon status>5xx").text).toBe("latency>soon status>5xx");
});

test("the URL's own parameters win over fields inside q", () => {
  const query = queryOfUrl(new URLSearchParams("q=status:4xx+late&status=503&range=1h"));
  expect(query).toEqual({ status: "503", text: "late" });
  expect(withQuery(new URLSearchParams("range=1h&status=200"), query).toString()).toBe("range=1h&status=503&q=late");
});

test("a value is added to its field and taken out again", () => {
  const one = withToggled({ text: "" }, "status", "5xx");
  const two = withToggled(one, "status", "429");
  expect(formatQuery(two)).toBe("status:5xx,429");
  expect(withToggled(withToggled(two, "status", "5xx"), "status", "429")).toEqual({ text: "" });
});

test("what no index knows is a search", () => {
  expect(["status:5xx", "model:a key:b", ""].map((text) => isSearch(parseQuery(text)))).toEqual([false, false, false]);
  expect(["boom", "tried:failed", "status:5xx,429", "latency>1s"].map((text) => isSearch(parseQuery(text)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(filterFields(parseQuery("tried:first,failed stream:maybe"))).toEqual({
    tried: "first,failed",
    q: "stream:maybe",
  });
});
