import { expect, test } from "vitest";
import { readWhole } from "../attempt/whole-answer";
import { classifyErrorObject, classifyStatus } from "./classify";

// What vendors answer, as their documentation and users' reports have it.

const kind = (status: number, body: object) =>
  classifyStatus(status, { get: () => null }, JSON.stringify(body), 0).kind;
const error = (message: string, code: string | number | null = null, type: string | null = null) => ({
  error: { message, code, type },
});

test("an account without money is a quota at its end, whatever the status and the language", () => {
  const cases: [status: number, body: object][] = [
    [429, error("您的账户已欠费,请充值后重试", "1113")],
    [429, error("已达到 5 小时的使用上限。您的限额将在 18:00 重置", "1308")],
    [429, error("Usage limit reached for 5 hour. Your limit will reset at 18:00", "1308")],
    [429, error("您已达到每周/每月使用上限", "1310")],
    [400, error("Access denied, please make sure your account is in good standing.", "Arrearage", "Arrearage")],
    [403, error("The request failed because your account has an overdue balance.", "AccountOverdueError", "Forbidden")],
    [403, { code: 30001, message: "Sorry, your account balance is insufficient", data: null }],
    [403, { code: "forbidden", error: "Your newly created team doesn't have any credits or licenses yet." }],
    [429, { code: "limit", error: "Your team has either used all available credits or reached its spending limit." }],
    [429, error("Your account is suspended, please check your plan", null, "exceeded_current_quota_error")],
    [402, error("Insufficient Balance")],
  ];
  for (const [status, body] of cases) expect([kind(status, body), body]).toEqual(["quota", body]);
});

test("Google's OpenAI-compatible endpoints answer with Google's error, in a list", () => {
  const quota = "You exceeded your current quota, please check your plan and billing details. Please retry in 37s.";
  const said = (status: string, code: number, message: string, details: object[] = []) =>
    classifyStatus(
      code,
      { get: () => null },
      JSON.stringify([{ error: { code, message, status, details } }], null, 2),
      0,
    );
  const pause = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "37s" };
  expect(said("RESOURCE_EXHAUSTED", 429, quota, [pause])).toMatchObject({
    kind: "rate_limit",
    code: "rate_limit_exceeded",
    retryAfterMs: 37_000,
    message: quota,
  });
  const perDay = { violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] };
  expect(said("RESOURCE_EXHAUSTED", 429, quota, [perDay, pause]).kind).toBe("quota");
  expect(said("INVALID_ARGUMENT", 400, "API key not valid.", [{ reason: "API_KEY_INVALID" }]).kind).toBe("credential");
  expect(said("INVALID_ARGUMENT", 400, "Unknown name 'x'.")).toMatchObject({
    kind: "client",
    body: { error: { message: "Unknown name 'x'.", type: "invalid_request_error" } },
  });
});

test("a busy vendor is not an empty account", () => {
  for (const body of [
    error("您当前使用该API的并发数过高,请降低并发,或联系客服增加限额", "1302"),
    error("该模型当前访问量过大,请您稍后再试", "1312"),
    error(
      "Rate limit reached for model in organization, try again in 6s. Visit your billing page",
      "rate_limit_exceeded",
    ),
  ])
    expect([kind(429, body), body]).toEqual(["rate_limit", body]);
});

test("a prompt that is too long is one in every vendor's words", () => {
  const cases: [status: number, body: object][] = [
    [400, error("Prompt 超长", "1261")],
    [400, error("Prompt tokens too long", "tokens_too_long", "invalid_request_error")],
    [400, error("<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]")],
    [400, error("Invalid request: Your request exceeded model token limit: 8192")],
    [
      400,
      {
        code: "invalid",
        error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
      },
    ],
    [400, { code: 20015, message: "length of prompt_tokens (9000) must be less than max_seq_len (8192)." }],
    [400, error("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).")],
    [400, { message: "too many tokens: total number of tokens in the prompt cannot exceed 4081" }],
    [400, error("the request exceeds the available context size, try increasing it")],
    [403, error("Input token count + max_tokens parameter must be less than the context length of the model")],
    [422, error("`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens")],
  ];
  for (const [status, body] of cases) expect([kind(status, body), body]).toEqual(["context", body]);
  expect(classifyStatus(403, { get: () => null }, JSON.stringify(cases[9]![1]), 0).status).toBe(400);
  const busy = { message: "Too many tokens, please wait before trying again." };
  for (const body of [busy, error("ThrottlingException: Too many tokens")])
    for (const status of [400, 429]) expect(kind(status, body)).toBe("rate_limit");
});

test("a 403 about what the request says is the caller's, one about who asks is the credential's", () => {
  const content = [
    error("Your chosen model requires moderation and your input was flagged", 403),
    error("Request blocked: prompt injection patterns detected", 403),
    error("The prompt was flagged by our content filter"),
    {
      code: "The caller does not have permission to execute the specified operation",
      error:
        "Content violates usage guidelines. Team: t, API key ID: k, Model: grok-4, Failed check: SAFETY_CHECK_TYPE_BIO",
    },
  ];
  for (const body of content) expect([kind(403, body), body]).toEqual(["client", body]);
  expect(classifyStatus(403, { get: () => null }, JSON.stringify(content[0]), 0)).toMatchObject({
    status: 400,
    code: "content_policy_violation",
  });
  const credential = [
    error("Your account was flagged for violating our usage policies and has been suspended"),
    error("You do not have access to this organization"),
    error("Forbidden: the key may not use this endpoint, see the request guidelines"),
  ];
  for (const body of credential) expect([kind(403, body), body]).toEqual(["credential", body]);
});

test("a 400 that says the model is not there sends the request to the next provider; any other is the caller's", () => {
  for (const body of [
    error("模型不存在,请检查模型代码", "1211"),
    error("Model Not Exist", "invalid_request_error"),
    { object: "error", message: "Invalid model: mistral-huge", type: "invalid_model", code: "1500" },
    error("acme/none is not a valid model ID", 400),
    { code: 20012, message: "Model does not exist. Please check it carefully." },
  ])
    expect([kind(400, body), body]).toEqual(["model_not_found", body]);
  for (const body of [
    error("Invalid model parameter: temperature"),
    error("This model does not support tools"),
    error("The file abc was not found"),
    error("Invalid value for 'top_p'"),
  ])
    expect([kind(400, body), body]).toEqual(["client", body]);
});

test("inside a 200 or a stream the same codes mean the same", () => {
  expect(classifyErrorObject({ message: "您的账户已欠费", code: "1113" }).kind).toBe("quota");
  expect(classifyErrorObject({ message: "Access denied", code: "Arrearage" }).kind).toBe("quota");
  expect(classifyErrorObject({ message: "busy", code: "1302" }).kind).toBe("server");
});

test("a rejected key within a 200 says so of the key, as MiniMax tells it", () => {
  const answer = JSON.stringify({ base_resp: { status_code: 1004, status_msg: "login fail" } });
  expect(readWhole({ operation: "chat", body: {} }, answer)).toMatchObject({ kind: "credential" });
});

test("an absurd count of tokens does not spoil the sums", () => {
  const usage = { prompt_tokens: 9_007_199_254_740_992, completion_tokens: 1 };
  const answer = JSON.stringify({ choices: [{ message: { content: "a" }, finish_reason: "stop" }], usage });
  expect(readWhole({ operation: "chat", body: {} }, answer)).toMatchObject({ usage: { promptTokens: 1e9 } });
});
