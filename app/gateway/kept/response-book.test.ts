import { expect, test } from "vitest";
import { testPlatform } from "~/tests/platform";
import type { KeptResponse } from "../store";

const kept = (id: string, previousId: string | null = null): KeptResponse => ({
  id,
  previousId,
  response: `{"id":"${id}"}`,
  input: "[]",
});

/** The book of a gateway, with deferred work kept back until it is asked for. */
function opened() {
  const { gateway } = testPlatform();
  const deferred: Promise<unknown>[] = [];
  const defer = (work: Promise<unknown>) => void deferred.push(work);
  const settle = () => Promise.all(deferred);
  return { book: gateway.responses, gateway, defer, settle };
}

test("a response is there for the next turn before it is in the store, and afterwards", async () => {
  const { book, defer, settle } = opened();
  book.save("k", kept("one"), defer);
  book.save("k", kept("two", "one"), defer);
  const ids = async () => (await book.of("k").chain("two"))?.map(({ id }) => id);
  expect(await ids()).toEqual(["one", "two"]);
  await settle();
  expect(await ids()).toEqual(["one", "two"]);
  book.save("k", kept("three", "two"), defer);
  expect((await book.of("k").chain("three"))?.map(({ id }) => id)).toEqual(["one", "two", "three"]);
  expect(await book.of("other").chain("two")).toBeNull();
});

test("a chain with a missing turn is none: half a conversation would be answered wrongly", async () => {
  const { book, defer, settle } = opened();
  book.save("k", kept("one"), defer);
  book.save("k", kept("two", "one"), defer);
  await settle();
  expect(await book.remove("k", "one")).toBe(true);
  expect(await book.of("k").chain("two")).toBeNull();
  expect(await book.of("k").find("two")).toEqual(kept("two", "one"));
  expect(await book.remove("k", "one")).toBe(false);
});

test("a gateway that stops writes what it has to keep", async () => {
  const { gateway, book, defer } = opened();
  book.save("k", kept("one"), defer);
  await gateway.drain(0);
  expect(await gateway.ports.store.findResponses("k", "one", 1, Date.now())).toHaveLength(1);
});
