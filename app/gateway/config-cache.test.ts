import { expect, test } from "vitest";
import { ConfigCache } from "./config-cache";
import type { Ports } from "./ports";
import { defaultSettings } from "./settings";
import type { StoredConfig } from "./store";

function cache(shared: boolean, drainMs = 30_000) {
  const config: StoredConfig = {
    revision: 1,
    settings: { ...defaultSettings, drain: { maxMs: drainMs, maxBytes: 1_000 } },
    providers: [],
    routes: [],
    hasDefaultRoute: false,
    repairs: [],
  };
  const state = { now: 1_000_000, asked: 0, revision: async () => 1 };
  const store = {
    loadConfig: async () => config,
    revision: () => {
      state.asked++;
      return state.revision();
    },
    healthNews: async () => null,
  };
  const ports = { now: () => state.now, shared, store } as unknown as Ports;
  return { state, cache: new ConfigCache(ports, { onChange: () => {}, onNews: () => {} }) };
}

test("the configuration is checked beside a request, once at a time; a check that died with its request is not waited for", async () => {
  const { state, cache: configuration } = cache(true);
  const deferred: Promise<unknown>[] = [];
  const get = () => configuration.get((work) => void deferred.push(work));
  await get();
  expect(state.asked).toBe(0);
  state.now += 2_100;
  state.revision = () => new Promise(() => {});
  expect(get()).not.toBeInstanceOf(Promise);
  expect(get()).not.toBeInstanceOf(Promise);
  expect([state.asked, deferred.length]).toEqual([1, 1]);
  // Nobody hears of that one again; the next are made all the same.
  state.revision = async () => 1;
  state.now += 2_600;
  await get();
  state.now += 2_100;
  get();
  expect([state.asked, deferred.length]).toEqual([3, 2]);
  await deferred[1];
});

test("a clock that goes back by hours does not keep an old configuration for so long", async () => {
  const { state, cache: configuration } = cache(true);
  const deferred: Promise<unknown>[] = [];
  const get = () => configuration.get((work) => void deferred.push(work));
  await get();
  state.now -= 3 * 3_600_000;
  get();
  expect(state.asked).toBe(1);
  await deferred[0];
  get();
  expect(state.asked).toBe(1);
  state.now += 2_100;
  get();
  expect(state.asked).toBe(2);
});

test("where the host ends what a client left after 30 s, an answer is drained for less", async () => {
  const drainMs = async (shared: boolean, ms: number) =>
    (await cache(shared, ms).cache.get(() => {})).settings.drain.maxMs;
  expect([await drainMs(true, 60_000), await drainMs(true, 5_000), await drainMs(false, 60_000)]).toEqual([
    25_000, 5_000, 60_000,
  ]);
});
