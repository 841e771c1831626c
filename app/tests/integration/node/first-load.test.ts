import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const client = join(import.meta.dirname, "../../../../build/client");
const assets = readdirSync(join(client, "assets"));

interface Manifest {
  entry: { module: string; imports: string[] };
  routes: Record<string, { module: string; imports: string[] }>;
}

/** What React Router tells the browser about the routes: which files each one needs. */
function readManifest(): Manifest {
  const name = assets.find((file) => /^manifest-\w+\.js$/.test(file)) ?? "";
  const text = readFileSync(join(client, "assets", name), "utf8");
  return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
}

function filesOf(...ids: string[]): Set<string> {
  const { entry, routes } = readManifest();
  const needed = [entry, ...ids.map((id) => routes[id])];
  return new Set(needed.flatMap((part) => (part ? [part.module, ...part.imports] : [])));
}

const compressed = (path: string) => gzipSync(readFileSync(join(client, path)), { level: 9 }).length;

/** Both languages have such a file; the larger one counts. */
function wordsOf(area: string): number {
  const files = assets.filter((file) => new RegExp(`^${area}-[\\w-]{8}\\.js$`).test(file));
  expect(files).toHaveLength(2);
  return Math.max(...files.map((file) => compressed(`assets/${file}`)));
}

test("the overview loads at most 220 KB of compressed scripts, words included", () => {
  const files = filesOf("root", "routes/admin", "routes/admin.overview/route");
  const bytes = [...files].reduce((sum, file) => sum + compressed(file), wordsOf("common") + wordsOf("overview"));
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(220_000);
});

test("forms come with the pages that have some, and what checks them by schemas not with the login", () => {
  const holding = (what: RegExp, ...ids: string[]) =>
    [...filesOf("root", ...ids)].filter((file) => what.test(readFileSync(join(client, file), "utf8")));
  const forms = /__intent__/;
  const schemas = /ZodObject/;
  for (const what of [forms, schemas]) expect(holding(what, "routes/admin", "routes/admin.keys/route")).not.toEqual([]);
  expect(holding(forms, "routes/login/route")).not.toEqual([]);
  expect(holding(schemas, "routes/login/route")).toEqual([]);
  for (const page of ["overview", "requests", "usage"])
    for (const what of [forms, schemas])
      expect(holding(what, "routes/admin", `routes/admin.${page}/route`)).toEqual([]);
});

test("the worker has React as it is in production, and nothing that only browsers run", () => {
  const worker = readFileSync(join(client, "../server/index.js"), "utf8");
  expect(worker).not.toContain("process.env.NODE_ENV");
  const inBrowsers = /data-streamdown|rdp-|data-sonner-toast/;
  expect(assets.some((file) => inBrowsers.test(readFileSync(join(client, "assets", file), "utf8")))).toBe(true);
  expect(worker).not.toMatch(inBrowsers);
});
