import { type Failure, redact } from "./failure";
import type { JsonObject } from "./openai/fields";
import type { UpstreamResponse } from "./ports";
import type { Place } from "./routing/plan";

/** Error bodies are read so far; more is not worth waiting for. */
const longestError = 64 * 1024;

export async function readError(response: UpstreamResponse): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > longestError) {
      reader.cancel().catch(() => {});
      return text;
    }
  }
}

/** No credential and no upstream host leaves the gateway inside an upstream's words. */
export function clean(problem: Failure, place: Place): Failure {
  const secrets = [place.credential?.secret ?? "", hostOf(place.candidate.provider.baseUrl)];
  return {
    ...problem,
    message: redact(problem.message, secrets),
    body: cleanBody(problem.body, secrets),
    native: cleanBody(problem.native, secrets),
  };
}

const cleanBody = (body: JsonObject | null, secrets: string[]): JsonObject | null =>
  body === null ? null : JSON.parse(redact(JSON.stringify(body), secrets));

function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).host;
  } catch {
    return "";
  }
}
