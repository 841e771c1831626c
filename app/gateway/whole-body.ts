import { type Failure, failure, UpstreamFailure } from "./failures/failure";
import type { UpstreamResponse } from "./ports";

// How much of an upstream's answer may lie in memory at once: bytes, after decompression. What passes on to the client
// piece by piece has no limit here.

const megabyte = 1024 * 1024;

/** A token, a count, a job's state without its result. */
export const longestNote = megabyte;
/** A list of models: aggregators tell pages about each. */
export const longestList = 16 * megabyte;
/** A chat answer, which may have a picture or speech within; as much as one event of a stream. */
export const longestAnswer = 64 * megabyte;
/** Several 4K pictures in base64, or vectors for some thousand texts. */
export const longestData = 128 * megabyte;

export const answerTooLong = (longest: number): Failure =>
  failure("format", "answer_too_long", `the upstream's answer is longer than ${longest / megabyte} MB`);

/** The body as text; throws what it means where it is longer. */
export async function textWithin(response: UpstreamResponse, longest: number): Promise<string> {
  const text = await response.text(longest);
  if (text === null) throw new UpstreamFailure({ ...answerTooLong(longest), status: response.status });
  return text;
}
