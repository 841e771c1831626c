import { expect, test } from "vitest";
import { usageCsv } from "./csv";

test("numbers are raw, dates ISO, and no text can be read as a formula or end its cell", () => {
  const counters = {
    errors: 1,
    promptTokens: 2_000,
    completionTokens: 30,
    cachedTokens: 0,
    costMicroUsd: 1_234_567,
    savedMicroUsd: 500_000,
  };
  const csv = usageCsv(
    [
      { start: 0, group: "web", requests: 3, ...counters },
      { start: 3_600_000, group: '=1+"x"', requests: 4, ...counters },
      { start: 3_600_000, group: "constructor", requests: 5, ...counters },
      { start: 3_600_000, group: "\n＝1", requests: 6, ...counters },
    ],
    { web: "Web, app" },
  );
  expect(csv.split("\r\n")).toEqual([
    "start,group,name,requests,errors,promptTokens,completionTokens,cachedTokens,costUsd,savedUsd",
    '1970-01-01T00:00:00.000Z,"web","Web, app",3,1,2000,30,0,1.234567,0.5',
    `1970-01-01T01:00:00.000Z,"'=1+""x""","'=1+""x""",4,1,2000,30,0,1.234567,0.5`,
    '1970-01-01T01:00:00.000Z,"constructor","constructor",5,1,2000,30,0,1.234567,0.5',
    `1970-01-01T01:00:00.000Z,"'\n＝1","'\n＝1",6,1,2000,30,0,1.234567,0.5`,
    "",
  ]);
});
