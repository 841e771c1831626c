import { expect, test } from "vitest";
import { openAiChat } from "~/gateway/dialects/openai";
import { askedGateway } from "~/tests/asked-gateway";
import { rowsOf } from "~/tests/platform";
import { getProvider } from "./providers.server";

test("what an answer says of the vendor's rate limit is shown with the credential, and kept beside its marks", async () => {
  const answer = {
    choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
  const headers = { "x-ratelimit-limit-requests": "500", "x-ratelimit-remaining-requests": "40" };
  const { platform, ask } = await askedGateway({}, () => Response.json(answer, { headers }));
  const stateNow = async () => (await getProvider(platform, "main")).credentialStates[0];
  expect((await stateNow())?.rateLimit).toBeNull();
  const revision = () => rowsOf(platform, "select value from settings where key = 'configRevision'");
  const before = revision();
  await ask(openAiChat, { model: "m", messages: [{ role: "user", content: "Hi" }] });
  expect((await stateNow())?.rateLimit?.used).toBe(0.92);
  const [row] = rowsOf(platform, "select rate_used, rate_at, marked_at from credentials");
  expect(row).toMatchObject({ rate_used: 92, marked_at: 0 });
  expect(revision()).toEqual(before);
  // Another isolate's answer is newer than this one's.
  platform.database.sqlite.exec(`update credentials set rate_used = 12, rate_at = ${Number(row?.rate_at) + 1000}`);
  expect((await stateNow())?.rateLimit?.used).toBe(0.12);
});
