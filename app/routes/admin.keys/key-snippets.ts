import { matchesAny } from "~/gateway/routing/pattern";

interface SnippetInput {
  /** With `/v1`. */
  baseUrl: string;
  key: string;
  model: string;
}

/** A first request in each language, as it can be run. */
export function keySnippets({ baseUrl, key, model }: SnippetInput) {
  return {
    python: `from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key="${key}",
)
reply = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(reply.choices[0].message.content)`,
    typescript: `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: "${key}",
});
const reply = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Hello" }],
});
console.log(reply.choices[0]?.message.content);`,
    curl: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
    env: `OPENAI_BASE_URL=${baseUrl}
OPENAI_API_KEY=${key}
`,
  };
}

/**
 * What an example asks for: the first of `names`, which are what can be asked for in a chat, that the key may use. `allowed`
 * are its models, where `*` stands for any letters.
 */
export function exampleModel(allowed: string[], names: string[]): string {
  const usable = names.find((name) => !name.includes("*") && matchesAny(allowed, name));
  return usable ?? allowed.find((name) => !name.includes("*")) ?? "gpt-5-mini";
}
