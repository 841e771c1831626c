import { reactRouter } from "@react-router/dev/vite";
import { createRequest, sendResponse } from "@remix-run/node-fetch-server";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

/** React Router 8 dropped cloudflareDevProxy; this is the ~20 lines it did, for Pages. Must precede reactRouter(). */
function pagesDev(): Plugin {
  return {
    name: "pages-dev",
    apply: "serve",
    async configureServer(server) {
      if (server.config.server.middlewareMode || process.env.VITEST) return;
      const { getPlatformProxy } = await import("wrangler");
      const platform = await getPlatformProxy<Env>();
      server.httpServer?.once("close", () => void platform.dispose());
      (globalThis as Record<string, unknown>).caches ??= platform.caches; // @react-router/cloudflare reads the global
      const env = { ...platform.env, ASSETS: { fetch: async () => new Response(null, { status: 404 }) } };
      return () => {
        server.middlewares.use(async (nodeReq, nodeRes, next) => {
          try {
            nodeReq.url = nodeReq.originalUrl;
            const { default: worker } = await server.ssrLoadModule("/app/worker.ts");
            await sendResponse(nodeRes, await worker.fetch(createRequest(nodeReq, nodeRes), env, platform.ctx));
          } catch (e) { next(e); }
        });
      };
    },
  };
}

export default defineConfig(({ command }) => ({
  plugins: [pagesDev(), tailwindcss(), reactRouter()],
  resolve: { tsconfigPaths: true },
  server: { watch: { ignored: ["**/.wrangler/**", "**/.data/**", "**/build/**"] } },
  environments: {
    ssr:
      command === "build"
        ? {
            resolve: { noExternal: true, conditions: ["workerd", "worker", "module", "import", "default"] },
            build: { target: "esnext", minify: true, rolldownOptions: { input: "./app/worker.ts" } },
          }
        : // dev runs in Node: @react-router/cloudflare 8.3.1 ships a stray runtime `import "@cloudflare/workers-types"` (types-only package)
          { resolve: { noExternal: ["@react-router/cloudflare", "@cloudflare/workers-types"] } },
  },
}));
