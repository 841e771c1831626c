import { geminiError } from "../adapters/gemini/response";
import { contextLengthExceeded } from "../errors";
import { type JsonObject, parseObject } from "../openai/fields";

// What vendors' own codes and words mean where their status does not say it: an account without money, a prompt that is too
// long, a model that is not there. https://docs.bigmodel.cn/cn/api/api-code, https://help.aliyun.com/zh/model-studio/error-code,
// https://www.volcengine.com/docs/82379/1299023, https://docs.together.ai/docs/error-codes and the texts of their answers.

/**
 * Google's error where its translator did not read it: its OpenAI-compatible endpoints answer with their own, in a list.
 * https://ai.google.dev/gemini-api/docs/openai
 */
const isGoogles = (text: string): boolean =>
  /^\s*\[?\s*\{\s*"error"\s*:\s*\{\s*"code"\s*:\s*\d{3}\b.*"status"\s*:\s*"[A-Z_]+"/s.test(text);

/** The body of a refusal in OpenAI's shape; null for what is no object. */
export const errorBody = (text: string): JsonObject | null => (isGoogles(text) ? geminiError(text) : parseObject(text));

const quotaCodes = new Set([
  "insufficient_quota",
  "exceeded_current_quota_error",
  "billing_hard_limit_reached",
  "Arrearage",
  "AccountOverdueError",
]);
/** Zhipu's, with a 429: in arrears, no more today, no more in these hours, plan ended, no more this week. */
const zhipuQuota = new Set(["1113", "1304", "1308", "1309", "1310"]);

export const quotaWords =
  /insufficient[_ ](?:quota|balance|credits?|funds)|quota exceeded|exceeded[ _](?:your[ _])?current[ _]quota|billing|usage limit reached|credit balance is too low|balance is (?:insufficient|not enough)|out of credits|used all available credits|(?:doesn't|does not) have any credits|spending limit|overdue balance|account (?:is )?(?:in arrears|terminated)|欠费|余额不足|使用上限/i;

/** The account's money or plan is at its end, whatever the status. */
export const isQuota = (status: number, code: string | null): boolean =>
  code !== null && (quotaCodes.has(code) || (status === 429 && zhipuQuota.has(code)));

/** With another status than its own; Anthropic says it with a 400, at its OpenAI-compatible address too. */
export const saysQuota = (status: number, words: string): boolean =>
  status === 403 ? quotaWords.test(words) : status === 400 && /credit balance is too low/i.test(words);

const contextCodes = new Set<string>([contextLengthExceeded, "tokens_too_long", "characters_too_long", "1261"]);
const contextWords =
  /context[_ ](?:length|size)|context window|maximum context|maximum prompt length|prompt is too long|prompt tokens too long|too many (?:input )?tokens|too many tokens|input is too long|input token length too long|exceeded model token limit|max_seq_len|range of input length should be|`?inputs`? tokens \+|exceeds the (?:model'?s )?(?:maximum|limit)[^.]{0,40}(?:token|context)|reduce the length of the (?:messages|prompt)/i;

const throttledWords = /throttlingexception|too many tokens, please wait|\brate_limit_exceeded\b/i;

/**
 * Too much at a time, not too long a prompt, and told with a 400, as AWS's services may:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html
 */
export const isThrottled = (status: number, words: string): boolean => status === 400 && throttledWords.test(words);

/** The prompt is longer than the model's window. Together says so with a 403. */
export const isTooLong = (status: number, code: string | null, words: string): boolean =>
  (status === 400 || status === 403 || status === 413 || status === 422) &&
  ((code !== null && contextCodes.has(code)) || contextWords.test(words));

const refusedWords =
  /\b(?:input|prompt|request|content)\b[^.]{0,40}\b(?:was |were |is |been )?flagged\b|requires moderation|violates (?:our |the )?(?:usage|content|safety) (?:guidelines|polic)|\bSAFETY_CHECK_TYPE|prompt injection|content[_ ](?:policy|filter)/i;
const bannedWords = /\baccount\b|\borganization has\b|suspended|banned|terminated|deactivated/i;

/**
 * What the request says was refused, not who asks: a caller's words must not switch off a credential. OpenRouter
 * (https://openrouter.ai/docs/api/reference/errors-and-debugging) and xAI say so with a 403.
 */
export const isRefusedContent = (status: number, words: string): boolean =>
  status === 403 && refusedWords.test(words) && !bannedWords.test(words);

/** 1211: Zhipu. 1500: Mistral, whose type is `invalid_model`. */
const modelWords =
  /\binvalid[_ ]model\b(?! ?(?:parameter|option|setting|output|response))|\bmodel not exist\b|not a valid model|\bno such model\b|\bmodel\b[^.]{0,100}\b(?:does not exist|not found)\b|模型不存在/i;

/** The upstream does not have the model, and says it with a 400. */
export const isUnknownModel = (status: number, code: string | null, words: string): boolean =>
  status === 400 && (code === "1211" || code === "model_not_exist" || modelWords.test(words));
