import { readBodies } from "~/admin/bodies.server";
import { getLog } from "~/db/log/logs.server";
import { anthropicMessages } from "~/gateway/dialects/anthropic/dialect";
import type { Call, Dialect } from "~/gateway/dialects/dialect";
import { geminiDialect } from "~/gateway/dialects/gemini/dialect";
import { openAiChat } from "~/gateway/dialects/openai";
import { openAiResponses } from "~/gateway/dialects/responses/dialect";
import type { Platform } from "~/platform/platform";
import type { ChatSettings } from "./chat-request";
import { isReplayable } from "./replayable";
import { type ReplayedChat, replayedChat } from "./replayed-chat";

export interface Replay {
  requestId: string;
  /** What of the settings is known. */
  settings: Partial<ChatSettings>;
  /** The conversation; null where it was not recorded, or not whole. */
  chat: ReplayedChat | null;
}

/** What the playground needs to ask a request of the log again; null for an unknown one. */
export async function readReplay(platform: Platform, requestId: string): Promise<Replay | null> {
  const log = await getLog(platform.database, requestId);
  if (log === null) return null;
  const known = {
    requestId,
    settings: { ...(log.requestedModel ? { model: log.requestedModel } : {}), stream: log.stream },
  };
  const bodies = isReplayable(log.endpoint) ? await readBodies(platform, requestId) : null;
  const request = bodies?.request ?? null;
  if (request === null || request.truncated) return { ...known, chat: null };
  try {
    const dialect = dialectOf(log.endpoint, log.requestedModel ?? "");
    // What a client said in its own format becomes a chat as it does on its way to a provider.
    const call: Call = await dialect.read(request.text, platform.gateway.responses.of(log.keyId ?? ""));
    const chat = replayedChat(call.body);
    const failover = call.routing.provider?.allowFallbacks !== false;
    return { requestId, settings: { ...chat.settings, ...known.settings, failover }, chat };
  } catch {
    // A request that was refused as a bad one cannot be read here either.
    return { ...known, chat: null };
  }
}

function dialectOf(endpoint: string, model: string): Dialect {
  if (endpoint === "/v1/messages") return anthropicMessages(new Headers());
  if (endpoint === "/v1/responses") return openAiResponses;
  if (/generateContent$/i.test(endpoint)) return geminiDialect(`${model}:generateContent`, new URLSearchParams());
  return openAiChat;
}
