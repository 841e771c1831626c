// This gateway on both hosts, as peers of the benchmark's run.mjs:  --peers tools/bench/peers.mjs#gateway-node
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const key = "sk-gw-bench-0000000000000000000000000000";
const target = {
  plain: false,
  headers: { Authorization: `Bearer ${key}` },
  variants: { anthropic: { model: "to-anthropic/{model}" }, gemini: { model: "to-gemini/{model}" } },
};

const peer = (script) => (ctx) => ({
  command: [join(root, "node_modules/node/bin/node"), join(root, "tools/bench", script)],
  cwd: root,
  env: {
    PORT: String(ctx.port),
    UPSTREAM: ctx.upstream,
    UPSTREAM_KEY: "sk-upstream",
    MINIFLARE_WORKERD_PATH: ctx.workerd,
    DATA_DIR: join(ctx.dir, `data-${ctx.port}`),
    NODE_ENV: "production",
  },
  target,
});

// The benchmark's own bare pass-through worker, run as "gateway-workerd" is: Miniflare sends every upstream call through a
// worker of its own, which Cloudflare does not have, so only the two together tell what the gateway costs.
const bare = (ctx) => ({
  ...peer("workerd-server.ts")(ctx),
  env: { ...peer("workerd-server.ts")(ctx).env, SCRIPT: join(process.argv[1], "../peers/passthrough.worker.js") },
});

export const PEERS = {
  "workerd-bare-harness": bare,
  "gateway-node": peer("node-server.ts"),
  "gateway-workerd": peer("workerd-server.ts"),
};
