// npm run catalog:update: writes app/gateway/catalog/models.json anew from maintained, freely licensed data:
//   @earendil-works/pi-ai (MIT): context, output limit, capabilities, prices with tiers of chat models, by provider
//   @pydantic/genai-prices (MIT): prices of what the first lacks, embeddings above all
// The packages are fetched for this moment only, or taken from node_modules where there is no network; nothing of them is in
// the build but the table.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromGenaiPrices, fromPiAi, type GenaiModel, type ModelRow, merge, type PiModel } from "./rows.ts";

/** Where a preset's rows come from. A preset that is not here has none: its prices are unknown. */
const sources: Record<string, { piAi: string[]; genaiPrices?: string }> = {
  openai: { piAi: ["openai"], genaiPrices: "openai" },
  anthropic: { piAi: ["anthropic"], genaiPrices: "anthropic" },
  gemini: { piAi: ["google"], genaiPrices: "google" },
  vertex: { piAi: ["google-vertex", "google"], genaiPrices: "google" },
  "azure-openai": { piAi: ["azure"], genaiPrices: "azure" },
  bedrock: { piAi: ["amazon-bedrock"], genaiPrices: "aws" },
  qwen: { piAi: ["qwen-token-plan-cn", "qwen-token-plan"] },
  zhipu: { piAi: ["zai", "zai-coding-cn"], genaiPrices: "zhipuai" },
  moonshot: { piAi: ["moonshotai", "moonshotai-cn"], genaiPrices: "moonshotai" },
  deepseek: { piAi: ["deepseek"], genaiPrices: "deepseek" },
  openrouter: { piAi: ["openrouter"] },
  together: { piAi: ["together"], genaiPrices: "together" },
  huggingface: { piAi: ["huggingface"] },
  groq: { piAi: ["groq"], genaiPrices: "groq" },
  perplexity: { piAi: [], genaiPrices: "perplexity" },
  cohere: { piAi: [], genaiPrices: "cohere" },
  xai: { piAi: ["xai"], genaiPrices: "x-ai" },
  mistral: { piAi: ["mistral"], genaiPrices: "mistral" },
  "workers-ai": { piAi: ["cloudflare-workers-ai"], genaiPrices: "cloudflare" },
  nvidia: { piAi: ["nvidia"] },
  minimax: { piAi: ["minimax", "minimax-cn"], genaiPrices: "minimax" },
  cerebras: { piAi: ["cerebras"], genaiPrices: "cerebras" },
  fireworks: { piAi: ["fireworks"], genaiPrices: "fireworks" },
};

const packages = { piAi: "@earendil-works/pi-ai", genaiPrices: "@pydantic/genai-prices" } as const;
const target = join(import.meta.dirname, "../../app/gateway/catalog/models.json");

const folder = mkdtempSync(join(tmpdir(), "catalog-"));
try {
  const piAi = unpack(packages.piAi);
  const genaiPrices = unpack(packages.genaiPrices);
  const library: { findProvider(options: { providerId: string }): { models: GenaiModel[] } | undefined } = await import(
    pathToFileURL(join(genaiPrices.folder, "dist/index.js")).href
  );
  const today = new Date().toISOString().slice(0, 10);
  const providers: Record<string, ModelRow[]> = {};
  for (const [preset, source] of Object.entries(sources)) {
    const rows = source.piAi.flatMap((name) => piAiModels(piAi.folder, name).flatMap(fromPiAi));
    const more =
      source.genaiPrices === undefined ? undefined : library.findProvider({ providerId: source.genaiPrices });
    if (source.genaiPrices !== undefined && more === undefined)
      throw new Error(`${packages.genaiPrices} has no provider '${source.genaiPrices}' any more`);
    providers[preset] = merge(
      rows,
      (more?.models ?? []).flatMap((model) => fromGenaiPrices(model, today)),
    );
  }
  const header = {
    updated: today,
    sources: [
      { name: packages.piAi, version: piAi.version, license: "MIT" },
      { name: packages.genaiPrices, version: genaiPrices.version, license: "MIT" },
    ],
  };
  writeFileSync(target, write(header, providers));
  const count = Object.values(providers).reduce((sum, rows) => sum + rows.length, 0);
  console.log(`${count} rows of ${Object.keys(providers).length} providers, ${today}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The newest version of a package, unpacked; without a network the one that is installed. */
function unpack(name: string): { folder: string; version: string } {
  const into = fetched(name) ?? join(import.meta.dirname, "../../node_modules", name);
  if (!existsSync(into))
    throw new Error(
      `${name} cannot be fetched now and is not installed (npm install --no-save ${name}): the table stays`,
    );
  const { license, version } = JSON.parse(readFileSync(join(into, "package.json"), "utf8"));
  if (license !== "MIT")
    throw new Error(`${name} ${version} has the licence ${license}: look at it before its data is used`);
  return { folder: into, version };
}

/** Null where the registry does not answer. */
function fetched(name: string): string | null {
  const pack = ["pack", `${name}@latest`, "--silent", "--fetch-retries=0", "--pack-destination", folder];
  let file: string;
  try {
    file = execFileSync("npm", pack, { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
  const into = mkdtempSync(join(folder, "package-"));
  execFileSync("tar", ["xzf", join(folder, file.split("\n").at(-1) ?? ""), "-C", into, "--strip-components=1"]);
  return into;
}

function piAiModels(root: string, name: string): PiModel[] {
  const data = join(root, "dist/providers/data");
  if (!readdirSync(data).includes(`${name}.json`))
    throw new Error(`${packages.piAi} has no provider '${name}' any more`);
  const apis: Record<string, Record<string, PiModel>> = JSON.parse(readFileSync(join(data, `${name}.json`), "utf8"));
  return Object.values(apis).flatMap((models) => Object.values(models));
}

/** A row a line: an update is then readable as a diff. */
function write(header: object, providers: Record<string, ModelRow[]>): string {
  const lists = Object.entries(providers).map(
    ([preset, rows]) => `${JSON.stringify(preset)}: [\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n")}\n]`,
  );
  const [open] = JSON.stringify(header, null, 1).split(/\n\}$/);
  return `${open},\n "providers": {\n${lists.join(",\n")}\n}}\n`;
}
