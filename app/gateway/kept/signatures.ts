import type { Call } from "../dialects/dialect";
import { Lru } from "../lru";
import { isObject, type JsonObject } from "../openai/fields";
import type { Defer, Ports } from "../ports";
import type { KeptSignature } from "../store";

// Models that think sign what they thought, and ask for it back with the results of their tool calls. Most clients of
// OpenAI's API drop fields they do not know, so the gateway keeps the signed parts by the call's id.
// https://platform.claude.com/docs/en/build-with-claude/extended-thinking#preserving-thinking-blocks
// https://ai.google.dev/gemini-api/docs/thought-signatures

/** Longer than a tool loop lasts, also one that waits for a person. */
const keptForMs = 3 * 86_400_000;
/** A turn whose signed parts are longer is not kept. */
const longestValue = 64 * 1024;
const mostInMemory = 1_000;

/** The signed parts of one answer. */
export interface SignedParts {
  /** `reasoning_details` of the message. */
  details: JsonObject[];
  calls: { id: string; extra: JsonObject | null }[];
}

/** Adds what a message or delta of OpenAI's format brings. */
export function gatherSigned(parts: SignedParts, message: JsonObject): void {
  if (Array.isArray(message.reasoning_details)) parts.details.push(...message.reasoning_details.filter(isObject));
  if (!Array.isArray(message.tool_calls)) return;
  for (const call of message.tool_calls) {
    if (!isObject(call) || typeof call.id !== "string" || call.id === "") continue;
    parts.calls.push({ id: call.id, extra: isObject(call.extra_content) ? call.extra_content : null });
  }
}

export class SignatureBook {
  /** Null: the store has none either. */
  readonly #known = new Lru<string, KeptSignature | null>(mostInMemory);
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Keeps the signed parts of an answer that calls tools. */
  keep(keyId: string, { details, calls }: SignedParts, defer: Defer): void {
    if (calls.length === 0) return;
    const rows: { toolCallId: string; value: string }[] = [];
    for (const [index, { id, extra }] of calls.entries()) {
      const kept: KeptSignature = {
        // The thinking comes before the first call and goes back once.
        ...(index === 0 && details.length > 0 ? { details } : {}),
        ...(extra === null ? {} : { extra }),
      };
      if (kept.details === undefined && kept.extra === undefined) continue;
      const value = JSON.stringify(kept);
      if (value.length > longestValue || id.length > 200) continue;
      this.#known.set(`${keyId} ${id}`, kept);
      rows.push({ toolCallId: id, value });
    }
    if (rows.length === 0) return;
    defer(
      this.#ports.store
        .saveSignatures(keyId, rows, this.#ports.now() + keptForMs)
        .catch((error) => console.error("Signed reasoning could not be saved, the next turn may lack it:", error)),
    );
  }

  /** The request with the signed parts that its client dropped. Reads the store only for calls this isolate did not see. */
  restore(keyId: string, call: Call): Call | Promise<Call> {
    const messages = bare(call);
    if (messages.length === 0) return call;
    const ids = messages.flatMap(callIds);
    const unknown = ids.filter((id) => this.#known.get(`${keyId} ${id}`) === undefined);
    return unknown.length === 0
      ? this.#filled(keyId, call)
      : this.#read(keyId, unknown).then(() => this.#filled(keyId, call));
  }

  async #read(keyId: string, ids: string[]): Promise<void> {
    try {
      const found = await this.#ports.store.findSignatures(keyId, ids, this.#ports.now());
      for (const id of ids) this.#known.set(`${keyId} ${id}`, found.get(id) ?? null);
    } catch (error) {
      console.error("Signed reasoning could not be read, the request goes on without:", error);
    }
  }

  #filled(keyId: string, call: Call): Call {
    let changed = false;
    const messages = (call.body.messages as JsonObject[]).map((message) => {
      if (!lacksSigned(message)) return message;
      const next: JsonObject = { ...message };
      next.tool_calls = (message.tool_calls as JsonObject[]).map((toolCall) => {
        const kept = this.#known.get(`${keyId} ${toolCall.id}`);
        if (kept === undefined || kept === null) return toolCall;
        if (kept.details !== undefined && next.reasoning_details === undefined) {
          next.reasoning_details = kept.details;
          changed = true;
        }
        if (kept.extra === undefined || toolCall.extra_content !== undefined) return toolCall;
        changed = true;
        return { ...toolCall, extra_content: kept.extra };
      });
      return next;
    });
    return changed ? { ...call, body: { ...call.body, messages }, text: null } : call;
  }
}

const bare = (call: Call): JsonObject[] =>
  Array.isArray(call.body.messages) ? call.body.messages.filter((message) => lacksSigned(message)) : [];

/** An assistant's turn with tool calls, without anything signed. */
const lacksSigned = (message: unknown): message is JsonObject =>
  isObject(message) &&
  message.role === "assistant" &&
  message.reasoning_details === undefined &&
  Array.isArray(message.tool_calls) &&
  message.tool_calls.some((call) => isObject(call) && call.extra_content === undefined);

const callIds = (message: JsonObject): string[] =>
  (message.tool_calls as unknown[]).flatMap((call) => (isObject(call) && typeof call.id === "string" ? [call.id] : []));
