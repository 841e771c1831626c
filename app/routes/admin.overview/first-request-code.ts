interface FirstRequest {
  /** `https://gateway.example/v1` */
  baseUrl: string;
  model: string;
}

const quoted = (text: string) => JSON.stringify(text);

/** The same first request in three languages; the key comes from the environment. */
export const firstRequestCode = {
  curl: ({ baseUrl, model }: FirstRequest) =>
    [
      `curl ${baseUrl}/chat/completions \\`,
      `  -H "Authorization: Bearer $GATEWAY_API_KEY" \\`,
      `  -H "Content-Type: application/json" \\`,
      // A single quote inside single quotes ends them in every shell.
      `  -d '${`{"model": ${quoted(model)}, "messages": [{"role": "user", "content": "Hello"}]}`.replaceAll("'", `'\\''`)}'`,
    ].join("\n"),
  python: ({ baseUrl, model }: FirstRequest) =>
    `import os
from openai import OpenAI

client = OpenAI(base_url=${quoted(baseUrl)}, api_key=os.environ["GATEWAY_API_KEY"])
answer = client.chat.completions.create(
    model=${quoted(model)},
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`,
  typescript: ({ baseUrl, model }: FirstRequest) =>
    `import OpenAI from "openai";

const client = new OpenAI({ baseURL: ${quoted(baseUrl)}, apiKey: process.env.GATEWAY_API_KEY });
const answer = await client.chat.completions.create({
  model: ${quoted(model)},
  messages: [{ role: "user", content: "Hello" }],
});
console.log(answer.choices[0].message.content);`,
};
