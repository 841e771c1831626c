import { expect, test } from "vitest";
import { gatewayClient } from "../../gateway-client";
import { startNode } from "../../hosts";
import { startUpstream } from "../../upstream";

interface Health {
  latencyMs: number | null;
  firstTokenMs: number | null;
}

/** Everything but the averages. */
const state = ({ latencyMs: _, firstTokenMs: __, ...rest }: Health) => rest;

test("after a restart the gateway still knows who is down, who rests and how well everyone did", async () => {
  const upstream = await startUpstream();
  const first = await startNode();
  const provider = (id: string, manners: string[], priority: number) => ({
    id,
    adapter: "openai",
    baseUrl: upstream.url(...manners),
    credentials: [{ name: "a", value: `sk-secret-of-${id}` }],
    models: ["m"],
    priority,
  });
  try {
    const before = gatewayClient(first);
    await before.configure({
      providers: [provider("bad", ["status=500"], 0), provider("busy", ["status=429"], 1), provider("good", [], 2)],
    });
    for (let turn = 0; turn < 6; turn++) await (await before.chat({ model: "m", stream: true })).text();
    const health = async (client: ReturnType<typeof gatewayClient>) =>
      ((await (await client.admin("/api/admin/health")).json()) as { data: Health[] }).data;
    const learned = await health(before);
    expect(learned).toMatchObject([
      { providerId: "bad", state: "down", successRate: 0 },
      { providerId: "busy", credentials: [{ state: "cooling" }] },
      { providerId: "good", state: "healthy", successRate: 1, firstTokenMs: expect.any(Number) },
    ]);
    await first.terminate?.();
    const second = await startNode({ DATA_DIR: first.dataDirectory! });
    try {
      const after = gatewayClient(second);
      const known = await health(after);
      expect(known.map(state)).toEqual(learned.map(state));
      // Averages are kept as sums of a quarter of an hour: a millisecond may go with the rounding, or with the time between.
      for (const [index, { latencyMs }] of known.entries())
        expect(Math.abs((latencyMs ?? 0) - (learned[index]?.latencyMs ?? 0))).toBeLessThanOrEqual(
          20 + 0.2 * (learned[index]?.latencyMs ?? 0),
        );
      upstream.clear();
      const answer = await after.chat({ model: "m" });
      expect(answer.headers.get("x-gateway-provider")).toBe("good");
      await answer.text();
      expect(upstream.calls).toHaveLength(1);
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
    await upstream.close();
  }
});
