import type { Adapter } from "~/gateway/adapters/adapter";
import { anthropic } from "~/gateway/adapters/anthropic/adapter";
import { azureOpenAi } from "~/gateway/adapters/azure-openai";
import { bedrock } from "~/gateway/adapters/bedrock/adapter";
import { cohere } from "~/gateway/adapters/cohere/adapter";
import { toolForms } from "~/gateway/adapters/foreign/tool-forms";
import { gemini } from "~/gateway/adapters/gemini/adapter";
import { openAiCompatible } from "~/gateway/adapters/openai-compatible";
import { replicate } from "~/gateway/adapters/replicate/adapter";
import { openAiResponses } from "~/gateway/adapters/responses/adapter";
import type { PrepareContext } from "~/gateway/adapters/target";
import { vertex } from "~/gateway/adapters/vertex/adapter";
import { workersAi } from "~/gateway/adapters/workers-ai/adapter";
import { openAiChat } from "~/gateway/dialects/openai";
import { GatewayError } from "~/gateway/errors";
import type { JsonObject } from "~/gateway/openai/fields";
import { endpoint, textOf } from "./adapter-request";
import { type Field, fields, hi } from "./parameter-fields";

// What becomes of each field of a chat request at each adapter, found out by asking: with the field and without it.

export interface Variant {
  id: string;
  /** The column of the table in docs/formats.md. */
  column: string;
  /** What its cells call it, where not all of a column are alike. */
  names: string[];
  adapter: Adapter;
  model: string;
  more?: Parameters<typeof endpoint>[2];
  /** The format of its own signed reasoning. */
  signs?: string;
}

const aws = { baseUrl: "https://bedrock-runtime.us-east-1.amazonaws.com" };
const converse = { ...aws, options: { api: "converse" } };
const project = { baseUrl: "https://us-aiplatform.googleapis.com/v1/projects/p/locations/us", secret: "ya29.token" };

const claude = { signs: "anthropic-claude-v1" };

export const variants: Variant[] = [
  { id: "openai", column: "openai", names: [], adapter: openAiCompatible, model: "m" },
  {
    id: "OpenAI",
    column: "openai",
    names: ["OpenAI"],
    adapter: openAiCompatible,
    model: "gpt-4o",
    more: { preset: "openai" },
  },
  {
    id: "azure",
    column: "openai",
    names: ["Azure"],
    adapter: azureOpenAi,
    model: "gpt-4o",
    more: { baseUrl: "https://r.openai.azure.com/openai/v1" },
  },
  { id: "workers", column: "openai", names: ["Workers AI"], adapter: workersAi, model: "@cf/m" },
  {
    id: "responses",
    column: "openai-responses",
    names: [],
    adapter: openAiResponses,
    model: "gpt-5.1",
    signs: "openai-responses-v1",
  },
  { id: "claude", column: "anthropic", names: [], adapter: anthropic, model: "claude-sonnet-4-5", ...claude },
  {
    id: "opus",
    column: "anthropic",
    names: ["from Opus 4.7 on"],
    adapter: anthropic,
    model: "claude-opus-5-5",
    ...claude,
  },
  { id: "gemini", column: "gemini", names: [], adapter: gemini, model: "gemini-2.5-flash" },
  { id: "gemini4", column: "gemini", names: ["from 3 on", "from 4 on"], adapter: gemini, model: "gemini-4-argon" },
  { id: "vertex", column: "gemini", names: ["Vertex AI"], adapter: vertex, model: "gemini-2.5-pro", more: project },
  {
    id: "b-claude",
    column: "bedrock",
    names: ["Claude"],
    adapter: bedrock,
    model: "anthropic.claude-sonnet-4-5-v1:0",
    more: aws,
    ...claude,
  },
  { id: "b-nova", column: "bedrock", names: ["Nova 2"], adapter: bedrock, model: "amazon.nova-2-lite-v1:0", more: aws },
  { id: "b-oss", column: "bedrock", names: ["OpenAI"], adapter: bedrock, model: "openai.gpt-oss-120b", more: converse },
  { id: "b-llama", column: "bedrock", names: [], adapter: bedrock, model: "meta.llama4-v1:0", more: aws },
  { id: "cohere", column: "cohere", names: [], adapter: cohere, model: "command-a-03-2025" },
  { id: "replicate", column: "replicate", names: [], adapter: replicate, model: "google/gemini" },
];

const png = Buffer.from("89504e470d0a1a0a", "hex");

export const wireOf = async (variant: Variant, asked: JsonObject): Promise<string> => (await sent(variant, asked)).body;

/** The wire's body, and whether an address was fetched for it. */
async function sent({ adapter, model, more }: Variant, asked: JsonObject): Promise<{ body: string; fetched: boolean }> {
  const target = endpoint(adapter, model, more);
  const call = openAiChat.read(JSON.stringify({ model: "asked", ...asked }));
  let fetched = false;
  const context: PrepareContext = {
    fetch: async () => {
      fetched = true;
      return new Response(png, { headers: { "content-type": "image/png" } });
    },
    now: () => 0,
    signal: new AbortController().signal,
  };
  const forms = toolForms(call, adapter, target);
  const made = await adapter.prepare(forms?.call ?? call, target, context);
  return { body: textOf(made), fetched };
}

const instruction = "Answer with one valid JSON object";

/** `p`, `t`, `w`, `400`, `-` or `fetched`, as docs/formats.md has them. */
async function outcome(variant: Variant, { asked, base = hi, trace = [], param = "" }: Field): Promise<string> {
  const before = await sent(variant, base).catch(() => null);
  let after: { body: string; fetched: boolean };
  try {
    after = await sent(variant, asked);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.status !== 400) throw error;
    return error.param?.startsWith(param) ? "400" : `400 of '${error.param}'`;
  }
  if (after.fetched) return "fetched";
  if (before === null) return "base refused";
  if (after.body === before.body) return "-";
  const missing = trace.filter((each) => !after.body.includes(each));
  if (missing.length > 0) return missing.length === trace.length ? "t*" : "part";
  if (after.body.includes(instruction) && !/response_format|responseSchema|output_config/.test(after.body)) return "w";
  return passed(JSON.parse(after.body), asked, base) ? "p" : "t";
}

/** What is asked beside the base stands on the wire as it is. */
function passed(body: JsonObject, asked: JsonObject, base: JsonObject): boolean {
  const text = JSON.stringify;
  const added = Object.keys(asked).filter((name) => text(asked[name]) !== text(base[name]));
  return added.every((name) => text(body[name]) === text(asked[name]));
}

/** By field and variant. */
export async function matrix(): Promise<Map<string, Map<string, string>>> {
  const seen = new Map<string, Map<string, string>>();
  for (const [name, probe] of Object.entries(fields)) {
    const cells = new Map<string, string>();
    for (const variant of variants)
      cells.set(
        variant.id,
        await outcome(variant, typeof probe === "function" ? probe(variant.signs ?? "bedrock-converse-v1") : probe),
      );
    seen.set(name, cells);
  }
  return seen;
}

/** Fields that exclude one another at some vendor, or are no wish of the answer's: each has its row alone. */
const alone =
  /reasoning|tool_choice|response_format|json_schema|functions|tools of|modalities|audio|web_search|top_p|logprobs|`n`|custom/;

/** A conversation with tools and pictures, and every plain field that the variant takes; what must be found on its wire. */
export function richRequest(variant: Variant, seen: Map<string, Map<string, string>>) {
  const asked: JsonObject = {};
  const traces: string[] = [];
  const messages: unknown[] = [];
  for (const [name, probe] of Object.entries(fields)) {
    const code = seen.get(name)?.get(variant.id);
    if (alone.test(name) || typeof probe === "function" || (code !== "p" && code !== "t")) continue;
    const { messages: more, ...plain } = probe.asked;
    Object.assign(asked, plain);
    if (Array.isArray(more)) messages.push(...more);
    traces.push(...(probe.trace ?? []));
  }
  // Tools stay as the rows with calls have them.
  return { asked: { ...asked, messages }, traces };
}
