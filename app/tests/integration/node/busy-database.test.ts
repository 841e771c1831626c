import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayClient } from "../../gateway-client";
import { startNode } from "../../hosts";

// Another process writes for longer than anybody waits: a reason and what to do, instead of an internal error.

const host = await startNode();
const other = new DatabaseSync(join(host.dataDirectory!, "gateway.sqlite"));
const form = (path: string, language: string) =>
  fetch(`${host.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "accept-language": language },
    body: "password=test-password",
    redirect: "manual",
  });

const ask = () => {
  const client = gatewayClient(host);
  return Promise.all([
    client.admin("/api/admin/keys", { method: "POST", json: { id: "ci", name: "CI" } }),
    client.admin("/api/admin/keys"),
    form("/login", "en"),
    form("/login", "zh-CN"),
    form("/login.data", "en"),
  ]);
};
let answers: Awaited<ReturnType<typeof ask>>;

beforeAll(async () => {
  other.exec("begin immediate");
  answers = await ask();
});
afterAll(async () => {
  other.close();
  await host.stop();
});

test("a write of the admin API is a 503 with Retry-After, and reads go on", async () => {
  const [written, read] = answers;
  expect(read.status).toBe(200);
  expect(written.status).toBe(503);
  expect(Number(written.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await written.json()).toEqual({
    error: {
      message: expect.stringMatching(/^The database is busy: another process has been writing to it for more than 5 s/),
      type: "server_error",
      code: "database_busy",
      param: null,
      issues: [],
    },
  });
});

test("signing in without scripts is a page that says it, in both languages", async () => {
  const [, , english, chinese] = answers;
  for (const page of [english, chinese]) {
    expect(page.status).toBe(503);
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(await english.text()).toContain("another process has been writing to it for more than 5 s");
  expect(await chinese.text()).toContain("另一个进程占用写入已超过 5 秒");
});

test("the scripts of a form get the code alone", async () => {
  const [, , , , answer] = answers;
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('"database_busy"');
});
