// A prompt that is too long for its model, in Anthropic's words: Claude Code compacts its conversation when it reads the first of
// these sentences, and asks for fewer tokens when it reads the second. Neither knows any other vendor's.

const limitWords =
  /(?:(?:context|prompt) length is(?: only)?|context (?:size|window) (?:is|of)|tokens allowed|available context size|limit of|must be <=?)\s*\(?\s*([\d,_]+)/i;
const outputWords =
  /([\d,_]+) in the completion|requested ([\d,_]+) output|max_(?:completion_)?tokens['"`]? is too large: ([\d,_]+)|([\d,_]+) [`'"]?max_new_tokens/i;
const inputWords =
  /([\d,_]+) in the messages|passed ([\d,_]+) input|has (?:at least )?([\d,_]+) input tokens|given: ([\d,_]+) [`'"]?inputs|resulted in ([\d,_]+)|token count \(?([\d,_]+)|request \(?([\d,_]+) tokens|request contains ([\d,_]+) tokens/i;
/** Input and output together, where there is nothing better. */
const allWords = /requested ([\d,_]+) tokens/i;

/** The sentence for another vendor's; its own where there are no numbers in it. */
export function tooLongWords(message: string): string {
  if (/prompt is too long|exceed context limit/i.test(message)) return message;
  const limit = numberIn(message, limitWords);
  const output = numberIn(message, outputWords);
  const input = numberIn(message, inputWords) || numberIn(message, allWords);
  if (limit && input && output && input <= limit && input + output > limit)
    return `input length and \`max_tokens\` exceed context limit: ${input} + ${output} > ${limit}, decrease input length or \`max_tokens\` and try again`;
  if (limit && input && input > limit) return `prompt is too long: ${input} tokens > ${limit} maximum`;
  return `prompt is too long: ${message}`;
}

/** 0 where it is not said. */
function numberIn(message: string, words: RegExp): number {
  const found = words
    .exec(message)
    ?.slice(1)
    .find((text) => text !== undefined);
  return found === undefined ? 0 : Number(found.replace(/\D/g, ""));
}
