import { expect, test } from "vitest";
import type { Provider } from "../config/entities";
import { redact, secretsOf } from "./upstream-error";

const provider = (baseUrl: string, headers: Record<string, string> = {}) => ({ baseUrl, headers }) as Provider;

test("each half of a key pair is a secret, and so is what a provider's headers carry", () => {
  const access = "ACCESSKEY0123456789";
  const secret = "c2VjcmV0LW9mLXRoZS1wYWly";
  const all = secretsOf(provider("https://llm.example.com/v1", { "x-gate-key": "hunter22hunter22" }), {
    secret: `${access}:${secret}`,
  });
  for (const word of [access, secret, `${access}:${secret}`, "hunter22hunter22", "llm.example.com"])
    expect(redact(`The signature of ${word} is wrong.`, all)).toBe("The signature of [redacted] is wrong.");
});

test("short parts of a credential are words like others", () => {
  const all = secretsOf(provider("https://llm.example.com/v1"), { secret: "user:region:0123456789abcdef0123" });
  expect(redact("The user has no rights in this region.", all)).toBe("The user has no rights in this region.");
  expect(redact("0123456789abcdef0123 is unknown", all)).toBe("[redacted] is unknown");
});

test("a host is hidden with its port and without, unless it is a word of any sentence", () => {
  const all = secretsOf(provider("http://10.0.0.7:8000/v1"), null);
  expect(redact("connect to 10.0.0.7:8000 failed, 10.0.0.7 is down", all)).toBe(
    "connect to [redacted] failed, [redacted] is down",
  );
  const word = secretsOf(provider("http://vllm:8000/v1"), null);
  expect(redact("vllm:8000 says that vllm is busy", word)).toBe("[redacted] says that vllm is busy");
});
