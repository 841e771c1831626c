import { afterAll, expect, test } from "vitest";
import { startNode } from "../../hosts";

const host = await startNode({ TRUST_PROXY: "1" });
afterAll(() => host.stop());

test("behind a proxy tries are counted by the address that it adds, not by what a client writes before it", async () => {
  const statuses: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt++) {
    const answer = await fetch(`${host.url}/login`, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-for": `198.51.100.${attempt}, 203.0.113.7`,
      },
      body: "password=wrong",
    });
    statuses.push(answer.status);
    await answer.body?.cancel();
  }
  expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
});
