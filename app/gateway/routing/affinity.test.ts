import { expect, test } from "vitest";
import { credential, planned, provider, seeded } from "~/tests/planning";
import type { Call } from "../dialects/dialect";
import { AffinityBook, conversationOf, hasChoice } from "./affinity";
import { HealthBook } from "./health";

const long = "You are a careful assistant. ".repeat(200);
const chat = (messages: object[], more: object = {}) =>
  ({ operation: "chat", model: "m", body: { messages, ...more } }) as unknown as Call;
const opening = [
  { role: "system", content: long },
  { role: "user", content: "Hello" },
];
const turn = [...opening, { role: "assistant", content: "Hi" }, { role: "user", content: "And now?" }];

test("turns of one conversation belong together, per key, and a first turn continues nothing", () => {
  const [first, second] = [conversationOf("k", chat(opening)), conversationOf("k", chat(turn))];
  expect(second?.id).toBe(first?.id);
  expect([first?.continues, second?.continues]).toEqual([false, true]);
  expect(conversationOf("other", chat(turn))?.id).not.toBe(first?.id);
  const elsewhere = chat([opening[0]!, { role: "user", content: "Good morning" }]);
  expect(conversationOf("k", elsewhere)?.id).not.toBe(first?.id);
});

test("short prompts, which nobody caches, are spread as ever; a client that says what belongs together is heard", () => {
  const short = [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Hi" },
    { role: "user", content: "Bye" },
  ];
  expect(conversationOf("k", chat(short))?.continues).toBe(false);
  expect(conversationOf("k", chat(short, { prompt_cache_key: "a" }))).toEqual({
    id: "k m prompt_cache_key a",
    continues: true,
  });
  expect(conversationOf("k", chat(short, { user: "u" }))?.id).toBe("k m user u");
  expect(conversationOf("k", { ...chat(short), operation: "embeddings" } as Call)).toBeNull();
});

test("who served is forgotten after a while", () => {
  const book = new AffinityBook();
  const conversation = { id: "c", continues: true };
  const server = { providerId: "p", model: "m", credentialId: null };
  book.remember("c", server, 900_000);
  expect(book.find(conversation, 900_000)).toMatchObject(server);
  expect(book.find({ ...conversation, continues: false }, 1)).toBeNull();
  expect(book.find(conversation, 900_001)).toBeNull();
});

test("the provider and credential that served go first among their equals, with the reason", () => {
  const [a, b] = [credential("a"), credential("b")];
  const providers = [provider("one"), provider("two", { credentials: [a, b] }), provider("later", { priority: 1 })];
  const random = seeded(3);
  for (let again = 0; again < 50; again++) {
    const [first] = planned({
      providers,
      name: "m",
      random,
      server: { providerId: "two", model: "m", credentialId: "b" },
    });
    expect(first).toMatchObject({ providerId: "two", credentialName: "b" });
    expect(first?.reason).toMatch(/served this conversation before$/);
  }
  const later = { providerId: "later", model: "m", credentialId: null };
  expect(planned({ providers, name: "m", server: later })[0]?.providerId).not.toBe("later");
  const gone = { providerId: "gone", model: "m", credentialId: null };
  expect(planned({ providers, name: "m", server: gone })).toHaveLength(4);
});

test("not one that cools down, not against the caller's order, and under cheapest only where the cache pays for it", () => {
  const health = new HealthBook();
  for (let again = 0; again < 5; again++)
    health.providerFailed({ providerId: "two", model: "m", credential: null }, 999_999);
  const server = { providerId: "two", model: "m", credentialId: null };
  const priced = (id: string, price: number, cachedInput: number) =>
    provider(id, { credentials: [], models: [{ id: "m", pricing: { input: price, output: price, cachedInput } }] });
  const providers = [priced("one", 1, 0.5), priced("two", 1.2, 0.1)];
  const first = (more: object) => planned({ providers, name: "m", server, ...more })[0]?.providerId;
  expect(first({ health, options: { strategy: "balanced" } })).toBe("one");
  expect(first({ options: { provider: { order: ["one"] } } })).toBe("one");
  expect(first({ options: { strategy: "cheapest" } })).toBe("two");
  const dear = [priced("one", 1, 0.5), priced("two", 9, 5)];
  expect(planned({ providers: dear, name: "m", server, options: { strategy: "cheapest" } })[0]?.providerId).toBe("one");
});

test("a conversation is only looked for where its last server could stand in front of an equal", () => {
  const one = (priority: number, specificity = 1, credentials = 1) => ({
    provider: { priority, credentials: Array.from({ length: credentials }) },
    specificity,
  });
  const asked = (candidates: object[], strategy = "priority", sort: string | null = null) =>
    hasChoice({ groups: [{ candidates, label: "m", ranking: { strategy, sort } }] } as never);
  expect(asked([one(0), one(1), one(2)])).toBe(false);
  expect(asked([one(0), one(1), one(1)])).toBe(true);
  expect(asked([one(0, 1), one(0, 2)])).toBe(false);
  expect(asked([one(0, 1), one(0, 2)], "cheapest")).toBe(true);
  expect(asked([one(0), one(0)], "priority", "price")).toBe(false);
  expect(asked([one(0, 1, 2)], "priority", "price")).toBe(true);
});
