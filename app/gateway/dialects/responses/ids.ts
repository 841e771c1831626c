// Ids of responses and of their items. An item's id holds its response's, so that a client may refer to an item of an
// earlier answer by the id alone (`item_reference`), without an index in the database.

/** 128 random bits, hex. */
export function newMark(): string {
  let hex = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

const responseId = (mark: string): string => `resp_${mark}`;

const prefixes: Record<string, string> = {
  message: "msg",
  reasoning: "rs",
  function_call: "fc",
  custom_tool_call: "ctc",
  function_call_output: "fco",
  custom_tool_call_output: "ctco",
  tool_search_call: "tsc",
  tool_search_output: "tso",
  image_generation_call: "ig",
};

/** Id of the item at `place` of the response's output; of its input where `place` is negative. */
export const itemId = (type: unknown, mark: string, place: number): string =>
  `${prefixes[String(type)] ?? "item"}_${mark}${place < 0 ? `i${-place - 1}` : `o${place}`}`;

const own = /^[a-z]+_([0-9a-f]{32})[io]\d+$/;

/** The response that an item of the gateway's own making belongs to; null for any other id. */
export function responseOfItem(id: unknown): string | null {
  const match = typeof id === "string" ? own.exec(id) : null;
  return match === null ? null : responseId(match[1]!);
}
