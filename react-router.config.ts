import { cp, rm, writeFile } from "node:fs/promises";
import type { Config } from "@react-router/dev/config";

export default {
  ssr: true,
  // The map of pages is small: asking for it again with every link that is drawn costs more.
  routeDiscovery: { mode: "initial" },
  // Pages "advanced mode": the server build is the worker, and static files go past it.
  async buildEnd() {
    await rm("build/client/_worker.js", { force: true, recursive: true });
    await cp("build/server/index.js", "build/client/_worker.js");
    const exclude = ["/assets/*", "/favicon.svg", "/favicon.ico", "/robots.txt"];
    await writeFile("build/client/_routes.json", JSON.stringify({ version: 1, include: ["/*"], exclude }));
    await writeFile("build/client/.assetsignore", "_worker.js\n_routes.json\n");
  },
} satisfies Config;
