import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { gatewayClient } from "../../gateway-client";
import { encryptionKey, type Host } from "../../host";
import { startNode } from "../../hosts";
import { startUpstream } from "../../upstream";

const newKey = Buffer.alloc(32, 8).toString("base64");

test("ENCRYPTION_KEY is changed for good: with both keys everything is encrypted anew, then the former one goes", {
  timeout: 60_000,
}, async () => {
  const upstream = await startUpstream();
  const first = await startNode();
  const start = (environment: Record<string, string>) =>
    startNode({ DATA_DIR: first.dataDirectory!, ENCRYPTION_KEY: newKey, ...environment });
  const chatted = async (host: Host) => {
    const answer = await gatewayClient(host).chat({ model: "m" });
    await answer.text();
    return [answer.status, upstream.calls.at(-1)?.key];
  };
  const working = [200, "sk-upstream-secret"];
  try {
    const before = gatewayClient(first);
    await before.configure({
      settings: { captureBodies: true },
      providers: [
        {
          id: "main",
          adapter: "openai",
          baseUrl: upstream.url(),
          credentials: [{ name: "a", value: "sk-upstream-secret" }],
          models: ["m"],
        },
      ],
    });
    expect(await chatted(first)).toEqual(working);
    await first.terminate?.();

    const both = await start({ ENCRYPTION_KEY_PREVIOUS: encryptionKey });
    const between = gatewayClient(both);
    expect(await chatted(both)).toEqual(working);
    const state = async () => (await between.admin("/api/admin/encryption")).json();
    expect(await state()).toMatchObject({ secrets: { former: 1, current: 0 }, content: { former: 1 } });
    const answer = await between.admin("/api/admin/encryption/reseal", { method: "POST" });
    expect(await answer.json()).toEqual({ secrets: 1, content: 1, nextCursor: null });
    expect(await state()).toMatchObject({ secrets: { former: 0, current: 1 }, content: { former: 0 } });
    expect(await chatted(both)).toEqual(working);
    await both.terminate?.();

    const alone = await start({});
    try {
      expect(alone.output()).not.toContain("another ENCRYPTION_KEY");
      expect(await chatted(alone)).toEqual(working);
      const database = new DatabaseSync(join(first.dataDirectory!, "gateway.sqlite"));
      const heads = database.prepare("select distinct substr(sealed, 1, 12) from request_bodies").all();
      database.close();
      expect(heads).toHaveLength(1);
      await alone.terminate?.();
    } finally {
      await alone.stop();
    }
  } finally {
    await first.stop();
    await upstream.close();
  }
});
