import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DeployError, deploy, explain, type Outside } from "./steps.ts";
import { readWranglerFile } from "./wrangler-file.ts";

const emptyConfig = readFileSync(join(import.meta.dirname, "../../wrangler.toml"), "utf8").replace(
  /^database_id.*$/m,
  'database_id = "00000000-0000-0000-0000-000000000000"',
);

/** An account at Cloudflare that wrangler would talk to; `failing` is the start of a command that fails. */
function account({ loggedIn = true } = {}) {
  const state = {
    projects: [] as string[],
    databases: [] as string[],
    secrets: {} as Record<string, string>,
    commands: [] as string[],
    said: [] as string[],
    config: emptyConfig,
    failing: null as string | null,
    builds: 0,
  };
  const answers: [prefix: string, answer: (args: string[], input: string) => string][] = [
    [
      "pages project list",
      () =>
        JSON.stringify(
          state.projects.map((name) => ({ "Project Name": name, "Project Domains": `${name}-7x.pages.dev` })),
        ),
    ],
    ["pages project create", (args) => String(state.projects.push(args[3]!))],
    ["d1 list", () => JSON.stringify(state.databases.map((name) => ({ uuid: `id-of-${name}`, name })))],
    ["d1 create", (args) => String(state.databases.push(args[2]!))],
    [
      "pages secret list",
      () =>
        `The "production" environment has access to the following secrets:\n${Object.keys(state.secrets)
          .map((name) => `  - ${name}: Value Encrypted`)
          .join("\n")}`,
    ],
    [
      "pages secret put",
      (args, input) => {
        state.secrets[args[3]!] = input;
        return "";
      },
    ],
    ["d1 migrations apply", () => ""],
    ["deploy --config companion/wrangler.toml", () => ""],
    ["pages deploy", () => ""],
  ];
  const outside: Outside = {
    async wrangler(args, input = "") {
      const command = args.join(" ");
      state.commands.push(command);
      if (command.startsWith("whoami")) return { ok: loggedIn, stdout: "{}", stderr: "" };
      if (state.failing !== null && command.startsWith(state.failing))
        return { ok: false, stdout: "", stderr: "no such luck" };
      const answer = answers.find(([prefix]) => command.startsWith(prefix));
      if (answer === undefined) throw new Error(`unexpected command: ${command}`);
      return { ok: true, stdout: answer[1](args, input), stderr: "" };
    },
    async build() {
      state.builds += 1;
      return true;
    },
    readConfig: () => state.config,
    writeConfig: (text) => {
      state.config = text;
    },
    makeSecret: (name) => `made-${name}`,
    say: (line) => state.said.push(line),
  };
  /** Commands since the last call that change something. */
  const changes = () => state.commands.splice(0).filter((command) => !/ list|^whoami/.test(command));
  return { state, outside, changes };
}

const everyTime = [
  "d1 migrations apply DB --remote",
  "pages deploy --project-name ai-gateway --branch main --commit-dirty=true",
];

test("a first run makes the project, the database and the secrets, and writes the database's id", async () => {
  const { state, outside, changes } = account();
  expect(await deploy(outside)).toBe("https://ai-gateway-7x.pages.dev");
  expect(changes()).toEqual([
    "pages project create ai-gateway --production-branch main",
    "d1 create ai-gateway",
    "pages secret put ENCRYPTION_KEY --project-name ai-gateway",
    "pages secret put ADMIN_PASSWORD --project-name ai-gateway",
    ...everyTime,
  ]);
  expect(readWranglerFile(state.config)).toEqual({
    project: "ai-gateway",
    database: "ai-gateway",
    databaseId: "id-of-ai-gateway",
    hasCounter: false,
  });
  expect(state.secrets).toEqual({ ENCRYPTION_KEY: "made-ENCRYPTION_KEY", ADMIN_PASSWORD: "made-ADMIN_PASSWORD" });
  expect(state.said.filter((line) => line.includes("made-ADMIN_PASSWORD"))).toHaveLength(1);
});

test("a second run makes nothing again and shows no secret", async () => {
  const { state, outside, changes } = account();
  await deploy(outside);
  changes();
  const { config, secrets } = structuredClone(state);
  state.said.length = 0;
  await deploy(outside);
  expect(changes()).toEqual(everyTime);
  expect(state).toMatchObject({ config, secrets, builds: 2 });
  expect(state.said.join("\n")).not.toContain("made-");
});

test.each(["d1 create", "pages secret put ADMIN_PASSWORD", "d1 migrations apply", "pages deploy"])(
  "a run that stopped at '%s' goes on where it was",
  async (failing) => {
    const { state, outside, changes } = account();
    state.failing = failing;
    await expect(deploy(outside)).rejects.toThrow(DeployError);
    state.failing = null;
    const before = changes().slice(0, -1);
    await deploy(outside);
    const after = changes();
    // What succeeded the first time is not made again.
    for (const command of before.filter((name) => !everyTime.includes(name))) expect(after).not.toContain(command);
    expect(Object.keys(state.secrets)).toEqual(["ENCRYPTION_KEY", "ADMIN_PASSWORD"]);
    for (const name of Object.keys(state.secrets))
      expect(state.said.filter((line) => line.endsWith(`made-${name}`))).toHaveLength(1);
  },
);

test("secrets that are there stay as they are", async () => {
  const { state, outside } = account();
  state.projects.push("ai-gateway");
  state.secrets.ENCRYPTION_KEY = "the operator's own";
  await deploy(outside);
  expect(state.secrets.ENCRYPTION_KEY).toBe("the operator's own");
});

test("a build that fails is not deployed", async () => {
  const { outside, changes } = account();
  await expect(deploy({ ...outside, build: async () => false })).rejects.toThrow("The build failed.");
  expect(changes()).not.toContain(everyTime[1]);
});

test("without a login it says what to do and does nothing", async () => {
  const { outside, changes } = account({ loggedIn: false });
  await expect(deploy(outside)).rejects.toThrow(/wrangler login/);
  expect(changes()).toEqual([]);
});

test("a dry run without a token asks nothing; with one it tells what exists; neither changes anything", async () => {
  const { state, outside, changes } = account();
  await explain(outside, false);
  expect(state.commands).toEqual([]);
  expect(state.said.join("\n")).toContain("wrangler pages project create ai-gateway --production-branch main");
  state.said.length = 0;
  state.databases.push("ai-gateway");
  await explain(outside, true);
  expect(changes()).toEqual([]);
  expect(state.said).toContain("D1 database ai-gateway: exists, nothing to do");
  expect(state.said).toContain("Secret ENCRYPTION_KEY: missing, would be made");
  expect(state).toMatchObject({ config: emptyConfig, builds: 0 });
});

test("a dry run with a token that Cloudflare refuses still tells the plan", async () => {
  const { state, outside } = account({ loggedIn: false });
  await explain(outside, true);
  expect(state.said.join("\n")).toMatch(/is not known: Cloudflare does not know you.*wrangler d1 create ai-gateway/s);
});

test("the counter is deployed before the gateway that is bound to it, from then on every time, and bound once", async () => {
  const { state, outside, changes } = account();
  await deploy(outside, { counter: true });
  const counter = "deploy --config companion/wrangler.toml --name ai-gateway-limits";
  expect(changes().slice(-3)).toEqual([everyTime[0], counter, everyTime[1]]);
  const { config } = state;
  expect(config).toContain('script_name = "ai-gateway-limits"');
  await deploy(outside);
  expect(changes()).toEqual([everyTime[0], counter, everyTime[1]]);
  expect(state.config).toBe(config);
});

test("where the counter cannot be deployed, the gateway stays unbound", async () => {
  const { state, outside, changes } = account();
  state.failing = "deploy --config";
  await expect(deploy(outside, { counter: true })).rejects.toThrow(DeployError);
  expect(state.config).not.toContain("LIMIT_COUNTER");
  expect(changes()).not.toContain(everyTime[1]);
});

test("a dry run shows the counter's step and binds nothing", async () => {
  const { state, outside } = account();
  await explain(outside, false, { counter: true });
  const said = state.said.join("\n");
  expect(said).toMatch(/LIMIT_COUNTER in wrangler.toml: missing, would be added.*wrangler deploy --config companion/s);
  expect(state.config).toBe(emptyConfig);
});
