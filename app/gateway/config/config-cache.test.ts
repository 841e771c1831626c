import { expect, test, vi } from "vitest";
import type { Ports } from "../ports";
import type { StoredConfig } from "../store";
import { ConfigCache } from "./config-cache";
import { defaultSettings } from "./settings";

function cache(shared: boolean, drainMs = 30_000) {
  const config: StoredConfig = {
    revision: 1,
    settings: { ...defaultSettings, drain: { maxMs: drainMs, maxBytes: 1_000 } },
    providers: [],
    routes: [],
    hasDefaultRoute: false,
    repairs: [],
  };
  const state = { now: 1_000_000, asked: 0, changes: 0, revision: async () => 1, load: async () => config };
  const store = {
    loadConfig: () => state.load(),
    revision: () => {
      state.asked++;
      return state.revision();
    },
    healthNews: async () => null,
  };
  const ports = { now: () => state.now, shared, store } as unknown as Ports;
  const onChange = () => void state.changes++;
  return { state, config, cache: new ConfigCache(ports, { onChange, onNews: () => {} }) };
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

test("two requests that read at once change it once, and the older of two answers does not stay", async () => {
  const { state, config, cache: configuration } = cache(true);
  const loads: ((config: StoredConfig) => void)[] = [];
  state.load = () => new Promise((resolve) => loads.push(resolve));
  const get = () => Promise.resolve(configuration.get(() => {}));
  const readers = [get(), get(), get()];
  loads[1]?.({ ...config, revision: 2 });
  const first = await readers[1];
  loads[0]?.({ ...config, revision: 1 });
  loads[2]?.({ ...config, revision: 2 });
  expect(await Promise.all(readers)).toEqual([first, first, first]);
  expect(first?.revision).toBe(2);
  expect(state.changes).toBe(1);
  // A backup put in the place of the database may be older than what is known.
  state.now += 5_000;
  state.revision = async () => 1;
  const restored = get();
  await vi.waitFor(() => expect(loads).toHaveLength(4));
  loads[3]?.(config);
  expect((await restored).revision).toBe(1);
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
