import type { BackendModule, ReadCallback } from "i18next";
import type { Resources } from "./en/resources";
import type { Language } from "./language";
import type { Translation } from "./translation";

export type Namespace = keyof Resources;
type Messages<Name extends Namespace> = Translation<Resources>[Name];

const files: Record<string, () => Promise<unknown>> = {
  ...import.meta.glob(["./en/*.ts", "!./en/resources.ts"]),
  ...import.meta.glob(["./zh-CN/*.ts", "!./zh-CN/resources.ts"]),
};

/** One area's words in one language, as a file of its own: the browser loads what the page shows. */
async function loadNamespace<Name extends Namespace>(language: string, name: Name): Promise<Messages<Name>> {
  const module = await files[`./${language}/${name}.ts`]?.();
  if (!module) throw new Error(`There are no messages "${name}" in ${language}.`);
  return (module as { [Each in Name]: Messages<Each> })[name];
}

export async function loadNamespaces(language: Language, names: readonly Namespace[]) {
  const loaded = await Promise.all(names.map(async (name) => [name, await loadNamespace(language, name)] as const));
  return Object.fromEntries(loaded) as Partial<Translation<Resources>>;
}

/** For what a page shows later: a hook that needs another area waits for its file. */
export const filesBackend: BackendModule = {
  type: "backend",
  init() {},
  read(language: string, namespace: string, done: ReadCallback) {
    loadNamespace(language, namespace as Namespace).then(
      (messages) => done(null, messages as Parameters<ReadCallback>[1]),
      (error: unknown) => done(error instanceof Error ? error : String(error), true),
    );
  },
};

const areas: Record<string, Namespace> = {
  "": "overview",
  providers: "providers",
  models: "models",
  keys: "keys",
  requests: "requests",
  usage: "usage",
  playground: "playground",
  settings: "settings",
};

/** What the page at an address shows; all pages need `common`. */
export function namespacesOf(pathname: string): Namespace[] {
  const [first = "", area = ""] = pathname.split("/").slice(1);
  const own = first === "login" ? "login" : first === "admin" ? areas[area] : undefined;
  return own ? ["common", own] : ["common"];
}
