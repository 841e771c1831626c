import { expect, test } from "vitest";
import { forwardedAddress } from "./client-address";

test.each([
  // What a client sent before its proxy added the truth.
  ["198.51.100.9, 203.0.113.7", 1, "203.0.113.7"],
  ["198.51.100.9, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"],
  ["203.0.113.7", 1, "203.0.113.7"],
  ["203.0.113.7", 2, "203.0.113.7"],
  ["203.0.113.7:4711", 1, "203.0.113.7"],
  ["[2001:db8::1]:4711", 1, "2001:db8::1"],
  ["2001:db8::1", 1, "2001:db8::1"],
  ["203.0.113.7", 0, null],
  [" , ", 1, null],
  [null, 1, null],
])("X-Forwarded-For %j behind %d proxies is %j", (header, proxies, address) => {
  expect(forwardedAddress(header, proxies)).toBe(address);
});
