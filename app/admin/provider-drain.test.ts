import { expect, test } from "vitest";
import { planned, provider } from "~/tests/planning";
import { rowsOf, testPlatform } from "~/tests/platform";
import { switchOffDrained } from "./provider-drain.server";
import { createProvider, getProvider, updateProvider, updateProviders } from "./providers.server";

const base = { adapter: "openai", baseUrl: "https://api.example.com/v1", models: ["gpt-4o"] };

/** A request that is with the provider. */
const openAt = (providerId: string) => ({
  stop() {},
  walk: { lastPlace: planned({ providers: [provider(providerId)], name: "x" })[0] ?? null },
});

test("a draining provider takes no new request, and the plan goes on without it", () => {
  const draining = provider("a", { drain: "hold" });
  expect(planned({ providers: [draining, provider("b")], name: "x" }).map((place) => place.providerId)).toEqual(["b"]);
  const refused = () => planned({ providers: [draining], name: "x" });
  expect(refused).toThrow(expect.objectContaining({ status: 503, code: "no_provider_available" }));
  expect(refused).toThrow("being drained");
});

test("a drain to off waits for what is open in this process, then switches off with an audit entry", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", { ...base, id: "main" });
  const open = openAt("main");
  const place = platform.gateway.active.add(open);
  await updateProvider(platform, "t", "main", { drain: "off" });
  expect(platform.gateway.openAt("main")).toBe(1);
  await switchOffDrained(platform);
  expect(await getProvider(platform, "main")).toMatchObject({ enabled: true, drain: "off" });
  platform.gateway.active.remove(place);
  await switchOffDrained(platform);
  expect(await getProvider(platform, "main")).toMatchObject({ enabled: false, drain: null });
  expect(rowsOf(platform, "select actor, detail from audit_log order by id desc limit 1")).toEqual([
    { actor: "gateway", detail: '{"fields":["enabled","drain"]}' },
  ]);
});

test("a drain that is taken back before the last request ended leaves the provider on", async () => {
  const platform = testPlatform();
  let waiting: Promise<unknown> = Promise.resolve();
  platform.defer = (work) => {
    waiting = work;
  };
  await createProvider(platform, "t", { ...base, id: "main" });
  platform.gateway.active.add(openAt("main"));
  await updateProvider(platform, "t", "main", { drain: "off" });
  await updateProvider(platform, "t", "main", { drain: null });
  await waiting;
  expect(await getProvider(platform, "main")).toMatchObject({ enabled: true, drain: null });
});

test("a drain of another word is refused by its name", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", { ...base, id: "main" });
  await expect(updateProvider(platform, "t", "main", { drain: "now" })).rejects.toMatchObject({
    status: 400,
    issues: [expect.objectContaining({ path: "drain" })],
  });
});

test("weights of a tier are one write and one audit entry, and none where one of them is wrong", async () => {
  const platform = testPlatform();
  for (const id of ["a", "b"]) await createProvider(platform, "t", { ...base, id });
  const entries = () => rowsOf(platform, "select * from audit_log").length;
  const before = entries();
  await updateProviders(platform, "t", { a: { weight: 30 }, b: { weight: 70 } });
  expect((await getProvider(platform, "a")).weight).toBe(30);
  expect((await getProvider(platform, "b")).weight).toBe(70);
  expect(entries()).toBe(before + 1);
  await expect(updateProviders(platform, "t", { a: { weight: 1 }, b: { weight: -1 } })).rejects.toMatchObject({
    status: 400,
  });
  expect((await getProvider(platform, "a")).weight).toBe(30);
});
