import type { Call } from "../dialects/dialect";
import { Lru } from "../lru";
import { isObject, type JsonObject } from "../openai/fields";
import type { Resolution } from "./resolution";
import type { Candidate } from "./snapshot";

// Vendors keep the beginning of a prompt in a cache for some minutes: the next turn of a conversation is cheaper and faster
// where the last one was. Who served a conversation is kept in memory only: an isolate that does not know loses nothing but that.

const mostConversations = 20_000;
/** Shorter prompts are not cached by anyone (1,024 tokens is the usual least). */
const leastCharacters = 4_096;
const mostHashed = 2_048;

/** Who served a conversation. */
export interface Server {
  providerId: string;
  model: string;
  credentialId: string | null;
}

export interface Conversation {
  id: string;
  /** There was a turn before, or the client says itself what belongs together. */
  continues: boolean;
}

export class AffinityBook {
  readonly #servers = new Lru<string, Server & { until: number }>(mostConversations);

  find({ id, continues }: Conversation, now: number): Server | null {
    const known = continues ? this.#servers.get(id) : undefined;
    return known === undefined || known.until < now ? null : known;
  }

  /** Until `until`, Unix ms: vendors' caches last for five minutes to an hour after their last use. */
  remember(id: string, { providerId, model, credentialId }: Server, until: number): void {
    this.#servers.set(id, { providerId, model, credentialId, until });
  }
}

/** Of more candidates it is not worth comparing each with each. */
const mostCompared = 20;

/** True where the server of the last turn could stand in front of an equal: of other candidates the configuration decides. */
export function hasChoice({ groups }: Pick<Resolution, "groups">): boolean {
  for (const group of groups) {
    const { candidates, ranking } = group;
    for (const { provider } of candidates) if (provider.credentials.length > 1) return true;
    if (ranking.sort !== null || candidates.length < 2) continue;
    if (candidates.length > mostCompared) return true;
    const byRank = ranking.strategy === "priority";
    for (const [index, one] of candidates.entries())
      for (let other = index + 1; other < candidates.length; other++)
        if (areEqual(one, candidates[other]!, byRank)) return true;
  }
  return false;
}

const areEqual = (one: Candidate, other: Candidate, byRank: boolean): boolean =>
  one.provider.priority === other.provider.priority && (!byRank || one.specificity === other.specificity);

/**
 * Which conversation of the key a request belongs to: by `prompt_cache_key` or `user`, else by its first messages, which
 * every turn repeats. Null for what is no chat.
 */
export function conversationOf(keyId: string, call: Call): Conversation | null {
  const { body, model } = call;
  if (call.operation !== "chat" || !Array.isArray(body.messages)) return null;
  for (const name of ["prompt_cache_key", "user"]) {
    const value = body[name];
    if (typeof value === "string" && value !== "") return { id: `${keyId} ${model} ${name} ${value}`, continues: true };
  }
  let hash = startOfHash;
  let characters = 0;
  let continues = false;
  let leading = true;
  for (const message of body.messages) {
    if (!isObject(message)) return null;
    const { role } = message;
    if (role === "assistant") continues = true;
    if (leading) hash = addTo(hash, `${String(role)} ${textOf(message)}`);
    if (role === "user") leading = false;
    characters += textOf(message).length;
  }
  return { id: `${keyId} ${model} ${hash.toString(36)}`, continues: continues && characters >= leastCharacters };
}

function textOf({ content }: JsonObject): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  let text = "";
  for (const part of content) if (isObject(part) && typeof part.text === "string") text += part.text;
  return text;
}

/** FNV-1a over the beginning: conversations that begin alike for so long share their cache anyway. */
const startOfHash = 2_166_136_261;
function addTo(hash: number, text: string): number {
  let next = hash;
  const end = Math.min(text.length, mostHashed);
  for (let index = 0; index < end; index++) next = Math.imul(next ^ text.charCodeAt(index), 16_777_619);
  return Math.imul(next ^ text.length, 16_777_619) >>> 0;
}
