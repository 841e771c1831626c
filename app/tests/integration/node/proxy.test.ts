import { expect, test, vi } from "vitest";
import { startNode } from "../../hosts";

/** A sign-in as a browser at `origin` sends it through a proxy with these headers. */
const signIn = (url: string, origin: string, headers: Record<string, string> = {}, path = "/login") =>
  fetch(`${url}${path}`, {
    method: "POST",
    headers: { origin, "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "password=test-password",
    redirect: "manual",
  });

test("behind a proxy that ends TLS a form works with TRUST_PROXY; without, the answer says what is missing", async () => {
  const forwarded = { "x-forwarded-proto": "https", "x-forwarded-host": "gateway.example" };
  const trusting = await startNode({ TRUST_PROXY: "true" });
  try {
    const signedIn = await signIn(trusting.url, "https://gateway.example", forwarded);
    expect(signedIn.status).toBe(302);
    expect(signedIn.headers.get("set-cookie")).toContain("; Secure");
    expect((await signIn(trusting.url, "https://elsewhere.example", forwarded)).status).toBe(403);
  } finally {
    await trusting.stop();
  }
  const alone = await startNode();
  try {
    expect((await signIn(alone.url, alone.url)).status).toBe(302);
    // A page with scripts shows the text of the second, one without is the text of the first.
    for (const path of ["/login", "/login.data"]) {
      const refused = await signIn(alone.url, "https://gateway.example", forwarded, path);
      expect(refused.status).toBe(403);
      expect(refused.headers.get("x-remix-response")).toBeNull();
      const text = `sent from https://gateway.example, and reached the gateway as one of ${alone.url}`;
      expect(await refused.text()).toMatch(new RegExp(`${text}.*TRUST_PROXY=1`));
      await vi.waitFor(() => expect(alone.output()).toContain(text));
    }
    expect((await signIn(alone.url, "null")).status).toBe(403);
  } finally {
    await alone.stop();
  }
});
