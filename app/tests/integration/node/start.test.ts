import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test, vi } from "vitest";
import { gatewayClient } from "../../gateway-client";
import type { Host } from "../../host";
import { startNode } from "../../hosts";
import { startUpstream } from "../../upstream";

// What an operator sees of a start that is not as usual.

/** Without the tests' own secrets: they are made, as for somebody new. */
const ownSecrets = { ADMIN_PASSWORD: "", ENCRYPTION_KEY: "" };
const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), "gateway start-")));
  return folders.at(-1)!;
};
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

/** What a start prints that does not come to listening. */
const failedStart = (environment: Record<string, string>): Promise<string> =>
  startNode(environment).then(
    async (host) => {
      await host.stop();
      throw new Error("it started");
    },
    (error: Error) => error.message,
  );
const passwordIn = (output: string) => /Admin password {2}(\S+)/.exec(output)?.[1];
const keyIn = (output: string) => /API key {9}(\S+)/.exec(output)?.[1];

test("processes that start at once over a new folder share one set of secrets, shown by one of them", async () => {
  const directory = folder();
  const hosts = await Promise.all([1, 2, 3].map(() => startNode({ DATA_DIR: directory, ...ownSecrets })));
  try {
    const shown = (find: typeof keyIn) => hosts.flatMap((host) => find(host.output()) ?? []);
    const secrets = readFileSync(join(directory, "secrets.env"), "utf8");
    const [, password] = /ADMIN_PASSWORD=(\S+)/.exec(secrets) ?? [];
    await vi.waitFor(() =>
      expect([shown(passwordIn), shown(keyIn)]).toEqual([[password], [expect.stringMatching(/^sk-gw-\w{40}$/)]]),
    );
    const keys = shown(keyIn);
    for (const { url } of hosts) {
      const models = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${keys[0]}` } });
      expect(models.status).toBe(200);
    }
    expect(readdirSync(directory).filter((name) => name.startsWith("secrets"))).toEqual(["secrets.env"]);
  } finally {
    await Promise.all(hosts.map((host) => host.stop()));
  }
});

test("a first start whose port is taken still shows what it made, which no later start can", async () => {
  const directory = folder();
  const taken = createServer().listen(0, "127.0.0.1");
  try {
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as { port: number };
    const output = await failedStart({ DATA_DIR: directory, PORT: String(port), ...ownSecrets });
    expect(output).toContain("cannot start: Port");
    const key = keyIn(output);
    expect(readFileSync(join(directory, "secrets.env"), "utf8")).toContain(`ADMIN_PASSWORD=${passwordIn(output)}\n`);
    const host: Host = await startNode({ DATA_DIR: directory, ...ownSecrets });
    try {
      const models = await fetch(`${host.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
      expect(models.status).toBe(200);
      await host.terminate?.();
      expect(host.output()).not.toContain("First start");
    } finally {
      await host.stop();
    }
  } finally {
    taken.close();
  }
});

test("a data folder that cannot be used is one line that names it", async () => {
  const directory = folder();
  const file = join(directory, "a file");
  writeFileSync(file, "");
  const noFolder = await failedStart({ DATA_DIR: file });
  expect(noFolder).toMatch(/cannot start: The data directory .*a file \(DATA_DIR\) cannot be used: EEXIST[^\n]*\n$/);
  writeFileSync(join(directory, "gateway.sqlite"), "not what SQLite writes, ".repeat(50));
  const noDatabase = await failedStart({ DATA_DIR: directory });
  expect(noDatabase).toMatch(
    /cannot be used: file is not a database \(\S* \S*gateway\.sqlite\)\. Put a backup[^\n]*\n$/,
  );
});

test("a variable that no header can carry is one line at the start, and no crash", async () => {
  const host = await startNode({ OPENAI_API_KEY: "sk-ключ", GROQ_API_KEY: "sk-fine" });
  try {
    await vi.waitFor(() => expect(host.output()).toMatch(/^Not used as a credential: OPENAI_API_KEY must be .*\.$/m));
    const health = (await (await gatewayClient(host).admin("/api/admin/health")).json()) as { data: object[] };
    expect(health.data).toContainEqual(
      expect.objectContaining({
        providerId: "openai",
        credentials: [expect.objectContaining({ state: "off", lastError: expect.stringContaining("OPENAI_API_KEY") })],
      }),
    );
  } finally {
    await host.stop();
  }
});

test("a start with another key, or over a newer version's database, says so and serves", async () => {
  const upstream = await startUpstream();
  const first = await startNode();
  try {
    await gatewayClient(first).configure({
      providers: [
        {
          id: "paid",
          adapter: "openai",
          baseUrl: upstream.url(),
          credentials: [{ name: "a", value: "sk-1" }],
          models: ["m"],
        },
        { id: "demo", preset: "demo", models: ["demo"] },
      ],
    });
    await first.terminate?.();
    const database = new DatabaseSync(join(first.dataDirectory!, "gateway.sqlite"));
    database.exec("insert into d1_migrations (name) values ('9999_later.sql')");
    database.close();
    const otherKey = Buffer.alloc(32, 9).toString("base64");
    const second = await startNode({ DATA_DIR: first.dataDirectory!, ENCRYPTION_KEY: otherKey });
    try {
      await vi.waitFor(() => {
        expect(second.output()).toMatch(/under another ENCRYPTION_KEY.*: credentials or secret headers of paid\./);
        expect(second.output()).toContain("9999_later.sql");
      });
      expect((await gatewayClient(second).chat({ model: "demo" })).status).toBe(200);
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
    await upstream.close();
  }
});
