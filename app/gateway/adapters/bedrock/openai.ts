import { openAiBehind } from "../foreign/openai-behind";

// Bedrock's OpenAI-compatible endpoint: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html

/** The provider as OpenAI's adapter sees it. A base URL with a version of its own (bedrock-mantle's `/v1`) is taken as it is. */
export const openAiProvider = openAiBehind(({ baseUrl }) => ({
  baseUrl: hasVersion(baseUrl) ? baseUrl : `${baseUrl.replace(/\/$/, "")}/openai/v1`,
  quirks: { store: false },
}));

export const hasVersion = (baseUrl: string): boolean => /\/v\d+$/.test(baseUrl);
