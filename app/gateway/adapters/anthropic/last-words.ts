import type { JsonObject } from "../../openai/fields";
import { type ToolChoice, toolChoiceOf, toolsOf } from "../foreign/content";
import type { ModelTraits } from "./models";

// What newer models refuse and hear in words instead, at the end of the conversation: what stands before it stays as it was,
// and so do the prompt's cache and the thinking that is bound to it.
// https://platform.claude.com/docs/en/models/sonnet-5-5/whats-new-sonnet-5-5#forced-tool-use-is-not-supported

/** The choice as the model takes it: a forced one is left to it where it refuses to be forced. */
export const choiceFor = (body: JsonObject, { forcing }: ModelTraits): ToolChoice => {
  const choice = toolChoiceOf(body);
  return forcing || (choice?.kind !== "required" && choice?.kind !== "named") ? choice : { kind: "auto" };
};

/** The messages with a last one of the user's where the model would refuse them without it. */
export function withLastWords(messages: JsonObject[], body: JsonObject, traits: ModelTraits): JsonObject[] {
  const choice = traits.forcing || toolsOf(body).length === 0 ? null : toolChoiceOf(body);
  const said =
    choice?.kind === "required"
      ? "Call at least one of the tools now: an answer in words alone is not taken."
      : choice?.kind === "named"
        ? `Call the tool '${choice.name}' now: an answer in words alone is not taken.`
        : !traits.prefill && messages.at(-1)?.role === "assistant"
          ? "Continue."
          : null;
  return said === null ? messages : [...messages, { role: "user", content: said }];
}
