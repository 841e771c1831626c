import { expect, test } from "vitest";
import { firstRequestCode } from "./first-request-code";

const request = { baseUrl: "https://gw.acme.dev/v1", model: "gpt-4o-mini" };

test("every sample names the base URL and the model, and takes the key from the environment", () => {
  for (const write of Object.values(firstRequestCode)) {
    const code = write(request);
    expect(code).toContain("https://gw.acme.dev/v1");
    expect(code).toContain('"gpt-4o-mini"');
    expect(code).toContain("GATEWAY_API_KEY");
  }
});

test("a quote in a model name does not break out of the shell's quotes", () => {
  const code = firstRequestCode.curl({ ...request, model: "a'b" });
  expect(code).toContain(`"a'\\''b"`);
});
