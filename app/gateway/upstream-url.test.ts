import { expect, test } from "vitest";
import { checkBaseUrl, classifyHost, expandBaseUrl, placeholdersIn } from "./upstream-url";

test.each([
  "https://api.openai.com/v1",
  "http://8.8.8.8/v1",
  "https://[2001:4860:4860::8888]/v1",
  "https://user-name.example.com:8443/v1?x=1",
  "http://172.32.0.1",
  "http://100.63.255.255",
  "http://[::ffff:8.8.8.8]",
  "http://[64:ff9b::808:808]",
  "http://[64:ff9c::a00:1]",
  "http://[2002:808:808::1]",
  "http://[fbff::1]",
  "http://[fe00::1]",
])("%s may be called", (url) => {
  expect(checkBaseUrl(url, false)).toBeNull();
});

test.each([
  "http://127.0.0.1:8080/v1",
  "http://127.1/v1",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://10.1.2.3",
  "http://172.16.0.1",
  "http://172.31.255.255",
  "http://192.168.1.1",
  "http://100.64.0.1",
  "http://localhost:11434/v1",
  "http://LOCALHOST./v1",
  "http://ollama.localhost",
  "http://nas.local",
  "http://llm.corp.internal",
  "http://vllm:8000/v1",
  "http://[::1]:8000",
  "http://[fc00::1]",
  "http://[fd12:3456::1]",
  "http://[::ffff:127.0.0.1]",
  "http://[::ffff:a00:1]",
  "http://[64:ff9b::10.0.0.1]",
  "http://[::10.0.0.1]",
  "http://[::ffff:0:10.0.0.1]",
  "http://[2002:a00:1::1]",
  "http://[2002:c0a8:101::8.8.8.8]",
  "http://[fdff:ffff::1]",
  "http://[fd00:ec3::254]",
  "http://[fd20:ce::255]",
  "http://[fec0::1]",
  "http://[feff::1]",
])("%s is private", (url) => {
  expect(checkBaseUrl(url, false)).toMatch(/private/);
  expect(checkBaseUrl(url, true)).toBeNull();
});

test.each([
  "http://169.254.169.254/latest/meta-data",
  "http://2852039166/",
  "http://0xa9fea9fe/",
  "http://0251.0376.0251.0376/",
  "http://[::ffff:169.254.169.254]/",
  "http://[::ffff:a9fe:a9fe]/",
  "http://[64:ff9b::a9fe:a9fe]/",
  "http://[2002:a9fe:a9fe::1]/",
  "http://169.254.1.1",
  "http://[fe80::1]",
  "http://[febf::1]",
  "http://[::169.254.169.254]",
  "http://[::ffff:0:169.254.169.254]",
  "http://[ff02::1]",
  "http://[fd00:ec2::254]",
  "http://[fd20:ce::254]",
  "http://[fd00:c1::a9fe:a9fe]",
  "http://[fd00:42::42]",
  "http://100.100.100.200",
  "http://192.0.0.192",
  "http://168.63.129.16",
  "http://0.0.0.0:8080",
  "http://0/",
  "http://[::]",
  "http://metadata.google.internal",
  "http://metadata.google.internal.",
  "http://METADATA",
  "http://255.255.255.255",
  "http://224.0.0.1",
])("%s is never allowed", (url) => {
  expect(checkBaseUrl(url, true)).toMatch(/never/);
});

test.each([
  ["ftp://example.com", /http/],
  ["file:///etc/passwd", /http/],
  ["javascript:alert(1)", /http/],
  ["https://user:secret@example.com", /password/],
  ["https://example.com/v1#x", /fragment/],
  ["example.com/v1", /not a URL/],
  ["", /not a URL/],
])("%s is no base URL", (url, reason) => {
  expect(checkBaseUrl(url, true)).toMatch(reason);
});

test("addresses that a name resolved to are judged the same way", () => {
  expect(classifyHost("169.254.169.254")).toBe("forbidden");
  expect(classifyHost("::ffff:169.254.169.254")).toBe("forbidden");
  expect(classifyHost("fe80::1%eth0")).toBe("forbidden");
  expect(classifyHost("::1")).toBe("private");
  expect(classifyHost("1.1.1.1")).toBe("public");
  expect(classifyHost("not:an:address")).toBe("forbidden");
});

test("placeholders are filled from the options, but never with parts of another host", () => {
  expect(expandBaseUrl("https://{region}.example.com/{accountId}", { region: "eu-1", accountId: "a_b.c" })).toBe(
    "https://eu-1.example.com/a_b.c",
  );
  expect(expandBaseUrl("https://{region}.example.com", { region: "evil.test/" })).toBe("https://{region}.example.com");
  expect(placeholdersIn("https://{region}.x/{accountId}")).toEqual(["region", "accountId"]);
});
