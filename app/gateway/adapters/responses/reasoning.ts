import { isObject, type JsonObject } from "../../openai/fields";

/** Marks the encrypted reasoning of this API among `reasoning_details`, as OpenRouter does. */
const format = "openai-responses-v1";

/** A reasoning item -> the parts of `reasoning_details` that bring it back on the next turn. */
export function reasoningDetails(item: JsonObject, from: number): JsonObject[] {
  const { id, encrypted_content: data } = item;
  // Without the encrypted part nothing can go back: the text is in `reasoning_content`.
  if (typeof data !== "string" || data === "") return [];
  const summary = summaryTexts(item).join("\n\n");
  const details: JsonObject[] = summary === "" ? [] : [{ type: "reasoning.summary", summary, id, format }];
  details.push({ type: "reasoning.encrypted", data, id, format });
  return details.map((detail, index) => ({ ...detail, index: from + index }));
}

export const summaryTexts = (item: JsonObject): string[] =>
  [item.summary, item.content].flatMap((list) =>
    Array.isArray(list)
      ? list.flatMap((part) => (isObject(part) && typeof part.text === "string" ? [part.text] : []))
      : [],
  );

/** What the client sends back of an earlier turn's reasoning, as items. */
export function reasoningItems(message: JsonObject): JsonObject[] {
  if (!Array.isArray(message.reasoning_details)) return [];
  const details = message.reasoning_details.filter((detail) => isObject(detail) && detail.format === format);
  return details.flatMap((detail): JsonObject[] => {
    if (detail.type !== "reasoning.encrypted" || typeof detail.data !== "string") return [];
    const summary = details
      .filter((other) => other.type === "reasoning.summary" && other.id === detail.id)
      .map((other) => ({ type: "summary_text", text: other.summary }));
    return [
      {
        type: "reasoning",
        ...(typeof detail.id === "string" ? { id: detail.id } : {}),
        summary,
        encrypted_content: detail.data,
      },
    ];
  });
}
