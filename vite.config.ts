import { join } from "node:path";
import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { FastResponse, NodeRequest, sendNodeResponse } from "srvx/node";
import { defineConfig, type Plugin } from "vite";

/** The dev server runs app/worker.ts in Node against wrangler's local D1: React Router 8 has no such plugin of its own. */
function pagesDev(): Plugin {
  return {
    name: "pages-dev",
    apply: "serve",
    async configureServer(server) {
      if (server.config.server.middlewareMode || process.env.VITEST) return;
      const { getPlatformProxy } = await import("wrangler");
      const { nodeFetch } = await import("./app/platform/node-fetch.server.ts");
      const proxy = await getPlatformProxy();
      server.httpServer?.once("close", () => void proxy.dispose());
      server.httpServer?.once("listening", () => process.send?.("listening"));
      // @react-router/cloudflare reads the global that Workers have.
      Object.assign(globalThis, { caches: (globalThis as { caches?: unknown }).caches ?? proxy.caches });
      const bindings = {
        ...process.env,
        ...proxy.env,
        ASSETS: { fetch: async () => new Response(null, { status: 404 }) },
        HOST: {
          name: "dev",
          fetch: nodeFetch,
          respond: (body: ConstructorParameters<typeof FastResponse>[0], init: ResponseInit) =>
            new FastResponse(body, init),
          clientAddress: (request: Request & { ip?: string }) => request.ip ?? "",
        },
      };
      const context = {
        waitUntil: (work: Promise<unknown>) =>
          void work.catch((error) => console.error("Deferred work failed:", error)),
        passThroughOnException() {},
      };
      return () => {
        server.middlewares.use(async (nodeRequest, nodeResponse, next) => {
          try {
            nodeRequest.url = nodeRequest.originalUrl ?? nodeRequest.url ?? "/";
            const { default: worker } = await server.ssrLoadModule("/app/worker.ts");
            const request = new NodeRequest({
              req: nodeRequest,
              res: nodeResponse,
              maxRequestBodySize: 32 * 1024 * 1024,
            });
            await sendNodeResponse(nodeResponse, await worker.fetch(request, bindings, context));
          } catch (error) {
            next(error);
          }
        });
      };
    },
  };
}

const appFolder = join(import.meta.dirname, "app");

const packages = (...names: string[]) => new RegExp(`[\\\\/]node_modules[\\\\/](${names.join("|")})[\\\\/]`);

interface Graph {
  getModuleInfo(id: string): { importedIds: string[] } | null;
}

const known: { frame?: Set<string> } = {};

/** Our own files behind the document, the navigation and the first page: they always come together. */
function frame(graph: Graph): Set<string> {
  if (known.frame) return known.frame;
  const found = new Set<string>();
  const add = (id: string) => {
    if (found.has(id) || !id.startsWith(appFolder)) return;
    found.add(id);
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) add(imported);
  };
  for (const page of ["root.tsx", "routes/admin.tsx", "routes/admin.overview/route.tsx"]) add(join(appFolder, page));
  known.frame = new Set([...found].filter((id) => /^(components|lib)\//.test(id.slice(appFolder.length + 1))));
  return known.frame;
}

/** Of the interface's packages, what opens above a page or belongs to forms: pages that have none of it do not load it. */
const overlayParts = [
  "alert-dialog",
  "checkbox",
  "dialog",
  "dropdown-menu",
  "menu",
  "popover",
  "radio-group",
  "select",
  "slider",
  "switch",
].join("|");

/** Of our components, those that check forms. */
const formParts =
  "(checked-form[\\\\/](use-(checked|sent)-form|form-issues|field-rules|confirmation|kept-form|refusal)|provider-form[\\\\/]provider-form-schema|confirm-by-name)";

/**
 * What pages share comes in a few files instead of a hundred small ones, each with its own headers and its place in the
 * browser's queue. Large packages that one page needs (charts, markdown) are not among them.
 */
const sharedFiles = [
  // Apart from the libraries, which take longest to run: the page's words are on their way before that.
  { name: "words", test: /[\\/]app[\\/]locales[\\/](first-messages|load-resources|language)\.ts$/ },
  {
    name: "react",
    test: packages(
      "react",
      "react-dom",
      "scheduler",
      "react-router",
      "i18next",
      "react-i18next",
      "html-parse-stringify",
    ),
  },
  { name: "icons", test: packages("lucide-react"), minShareCount: 2 },
  {
    name: "interface",
    test: packages(
      `@radix-ui/(?!react-(${overlayParts})[\\\\/])[^\\\\/]+`,
      "radix-ui",
      "@floating-ui/[^\\\\/]+",
      "tailwind-merge",
      "clsx",
      "class-variance-authority",
    ),
    minShareCount: 3,
  },
  {
    name: "overlays",
    test: packages(
      "@radix-ui/[^\\\\/]+",
      "react-remove-scroll(-bar)?",
      "aria-hidden",
      "use-sidecar",
      "use-callback-ref",
      "react-style-singleton",
    ),
    minShareCount: 3,
  },
  { name: (id: string, graph: Graph) => (frame(graph).has(id) ? "frame" : null) },
  // What forms are made of, and apart from it what checks them by schemas: the login has none.
  { name: "forms", test: packages("@conform-to[\\\\/](react|dom)"), minShareCount: 2 },
  { name: "schemas", test: packages("@conform-to", "zod"), minShareCount: 2 },
  {
    name: "shared",
    test: new RegExp(`[\\\\/]app[\\\\/](components[\\\\/](?!${formParts})|lib[\\\\/])`),
    minShareCount: 3,
  },
];

export default defineConfig(({ command }) => ({
  plugins: [pagesDev(), tailwindcss(), reactRouter()],
  resolve: { tsconfigPaths: true },
  server: { watch: { ignored: ["**/.wrangler/**", "**/.data/**", "**/build/**"] } },
  // What pages import is made ready at the start: found only as a page is opened, it would load the page anew.
  optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.tsx"] },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: sharedFiles } } } } },
    ssr:
      command === "build"
        ? {
            resolve: { noExternal: true, conditions: ["workerd", "worker", "module", "import", "default"] },
            // Workers have no such variable: React would bring its development build along, and run it.
            define: { "process.env.NODE_ENV": '"production"' },
            build: {
              target: "esnext",
              minify: true,
              rolldownOptions: { input: "./app/worker.ts", output: { codeSplitting: false } },
            },
          }
        : // @react-router/cloudflare 8.3.1 has a stray runtime import of a types-only package, which Node cannot load.
          { resolve: { noExternal: ["@react-router/cloudflare", "@cloudflare/workers-types"] } },
  },
}));
