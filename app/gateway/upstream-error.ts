import type { Failure } from "./failure";
import type { JsonObject } from "./openai/fields";
import type { UpstreamResponse } from "./ports";
import type { Place } from "./routing/plan";
import { secretHeaderValues } from "./secret-headers";

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

/** Takes credentials and hosts out of text that came from an upstream. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets)
    if (secret.length >= 4 && clean.includes(secret)) clean = clean.replaceAll(secret, "[redacted]");
  return clean.replace(/\b(?:sk|pk|gsk|xai|nvapi|hf|r8)[-_][A-Za-z0-9_-]{16,}/g, "[redacted]");
}

/** No credential and no upstream host leaves the gateway inside an upstream's words. */
export function clean(problem: Failure, place: Place): Failure {
  const { baseUrl, headers } = place.candidate.provider;
  const secrets = [place.credential?.secret ?? "", ...secretHeaderValues(headers), ...hostsOf(baseUrl)];
  return {
    ...problem,
    message: redact(problem.message, secrets),
    body: cleanBody(problem.body, secrets),
    native: cleanBody(problem.native, secrets),
  };
}

const cleanBody = (body: JsonObject | null, secrets: string[]): JsonObject | null =>
  body === null ? null : JSON.parse(redact(JSON.stringify(body), secrets));

/** With its port and without; a name of one word may be a word of the sentence, and says nothing. */
function hostsOf(baseUrl: string): string[] {
  try {
    const { host, hostname } = new URL(baseUrl);
    return host === hostname || !/[.:]|^localhost$/.test(hostname) ? [host] : [host, hostname];
  } catch {
    return [];
  }
}
