import { keyPatterns, quotes } from "../capture/mask";
import type { Credential, Provider } from "../config/entities";
import type { JsonObject } from "../openai/fields";
import type { UpstreamResponse } from "../ports";
import type { Place } from "../routing/plan";
import { secretHeaderValues } from "../secret-headers";
import type { Failure } from "./failure";

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
  for (const secret of secrets) if (quotes(clean, secret)) clean = clean.replaceAll(secret, "[redacted]");
  for (const pattern of keyForms) clean = clean.replace(pattern, "[redacted]");
  return clean;
}

/** What looks like somebody's key wherever it stands, and what an address carries as one. */
const keyForms = [
  ...keyPatterns,
  /(?<=[?&](?:key|api[-_]?key|(?:access_)?token|sig(?:nature)?)=)[^&\s"'\\]{6,}/gi,
  /(?<=:\/\/)[^\s/@:"]{1,256}:[^\s/@"]{1,256}(?=@)/g,
];

/** What must not leave the gateway of a provider. */
export const secretsOf = (provider: Provider, credential: Pick<Credential, "secret"> | null): string[] => [
  ...keysOf(provider, credential),
  ...hostsOf(provider.baseUrl),
];

/** What nobody may see, not even its operator. */
export const keysOf = ({ headers }: Provider, credential: Pick<Credential, "secret"> | null): string[] => [
  ...partsOf(credential?.secret ?? ""),
  ...secretHeaderValues(headers),
];

/** Some credentials are several, such as an access key and its secret. */
const partsOf = (secret: string): string[] => [secret, ...secret.split(":").filter((part) => part.length >= 16)];

/** No credential and no upstream host leaves the gateway inside an upstream's words. */
export function clean(problem: Failure, place: Place): Failure {
  const secrets = secretsOf(place.candidate.provider, place.credential);
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
