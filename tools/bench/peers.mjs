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

const withEnv = (start, more) => (ctx) => {
  const started = start(ctx);
  return { ...started, env: { ...started.env, ...more() } };
};

// The benchmark's own bare pass-through worker, run as "gateway-workerd" is: only the two together tell what the gateway costs.
const bare = withEnv(peer("workerd-server.ts"), () => ({
  SCRIPT: join(process.argv[1], "../peers/passthrough.worker.js"),
}));
// Miniflare sends every upstream call through a worker of its own, which Cloudflare does not have: with it, both of them.
const detour = () => ({ DETOUR: "1" });
// Authentication, routing, metering and the log, without limits of the key.
const unlimited = () => ({ UNLIMITED: "1" });

export const PEERS = {
  "workerd-bare-harness": bare,
  "workerd-bare-miniflare": withEnv(bare, detour),
  "gateway-node": peer("node-server.ts"),
  "gateway-workerd": peer("workerd-server.ts"),
  "gateway-miniflare": withEnv(peer("workerd-server.ts"), detour),
  "gateway-workerd-unlimited": withEnv(peer("workerd-server.ts"), unlimited),
  "gateway-miniflare-unlimited": withEnv(withEnv(peer("workerd-server.ts"), detour), unlimited),
};
