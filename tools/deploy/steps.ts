import { companionOf, readWranglerFile, type WranglerFile, withCounter, withDatabaseId } from "./wrangler-file.ts";

/** Everything that a deployment does to the world. */
export interface Outside {
  /** Runs wrangler; `input` is what it reads on its standard input. */
  wrangler(args: string[], input?: string): Promise<{ ok: boolean; stdout: string; stderr: string }>;
  build(): Promise<boolean>;
  readConfig(): string;
  writeConfig(text: string): void;
  makeSecret(name: SecretName): string;
  say(line: string): void;
}

const secretNames = ["ENCRYPTION_KEY", "ADMIN_PASSWORD"] as const;
export type SecretName = (typeof secretNames)[number];

/** Why a deployment stopped, in words for the one who runs it. */
export class DeployError extends Error {}

export interface DeployOptions {
  /** Also the companion Worker, which counts limits for all isolates. Once bound, it is deployed every time. */
  counter?: boolean;
}

/** Brings the gateway to Pages. Every step looks first, so that it may be run again at any time; answers the URL. */
export async function deploy(outside: Outside, { counter = false }: DeployOptions = {}): Promise<string> {
  await checkLogin(outside);
  const file = readWranglerFile(outside.readConfig());
  const counted = counter || file.hasCounter;
  const domain = await ensureProject(outside, file.project);
  await ensureDatabase(outside, file);
  await ensureSecrets(outside, file.project);
  outside.say("Building...");
  if (!(await outside.build())) throw new DeployError("The build failed.");
  outside.say("Applying migrations...");
  await wrangler(outside, migrateCommand);
  // Before the gateway: a binding to a Worker that is not there cannot be deployed.
  if (counted) await deployCounter(outside, file);
  outside.say("Deploying...");
  await wrangler(outside, deployCommand(file.project));
  outside.say(`\nThe gateway is at https://${domain} and its dashboard at https://${domain}/admin`);
  return `https://${domain}`;
}

const listProjects = ["pages", "project", "list", "--json"];
const listDatabases = ["d1", "list", "--json"];
const listSecrets = (project: string) => ["pages", "secret", "list", "--project-name", project];
const createProject = (project: string) => ["pages", "project", "create", project, "--production-branch", "main"];
const createDatabase = (database: string) => ["d1", "create", database];
const putSecret = (name: string, project: string) => ["pages", "secret", "put", name, "--project-name", project];
const counterCommand = (project: string) => [
  ...["deploy", "--config", "companion/wrangler.toml"],
  ...["--name", companionOf(project)],
];
const migrateCommand = ["d1", "migrations", "apply", "DB", "--remote"];
const deployCommand = (project: string) => [
  ...["pages", "deploy", "--project-name", project],
  ...["--branch", "main", "--commit-dirty=true"],
];

/** Says each command and, where `mayAsk`, what exists already. Changes nothing. */
export async function explain(
  outside: Outside,
  mayAsk: boolean,
  { counter = false }: DeployOptions = {},
): Promise<void> {
  const file = readWranglerFile(outside.readConfig());
  const { project, database } = file;
  outside.say("A dry run: nothing is changed.\n");
  const state = mayAsk ? await look(outside, file).catch(unanswered) : "CLOUDFLARE_API_TOKEN is not set";
  if (typeof state === "string") outside.say(`What exists at Cloudflare is not known: ${state}\n`);
  const known = typeof state === "string" ? null : state;
  const step = (title: string, exists: boolean | null, commands: string[][]) => {
    const note = exists === null ? "where it is missing" : exists ? "exists, nothing to do" : "missing, would be made";
    outside.say(`${title}: ${note}`);
    if (exists !== true) for (const command of commands) outside.say(`    wrangler ${command.join(" ")}`);
  };
  step(`Pages project ${project}`, known?.project ?? null, [createProject(project)]);
  step(`D1 database ${database}`, known?.database ?? null, [createDatabase(database)]);
  outside.say(
    `database_id in wrangler.toml: ${file.databaseId ?? "the placeholder, would be replaced by the database's id"}`,
  );
  for (const name of secretNames)
    step(`Secret ${name}`, known?.secrets.includes(name) ?? null, [putSecret(name, project)]);
  const counted = counter || file.hasCounter;
  if (counted && !file.hasCounter)
    outside.say(`Binding LIMIT_COUNTER in wrangler.toml: missing, would be added (Worker ${companionOf(project)})`);
  outside.say("Then, every time:");
  outside.say("    react-router build");
  for (const command of [migrateCommand, ...(counted ? [counterCommand(project)] : []), deployCommand(project)])
    outside.say(`    wrangler ${command.join(" ")}`);
}

/** A second deployment of the same class changes nothing of what it has counted. */
async function deployCounter(outside: Outside, file: WranglerFile): Promise<void> {
  outside.say(`Deploying the counter, Worker ${companionOf(file.project)}...`);
  await wrangler(outside, counterCommand(file.project));
  if (file.hasCounter) return;
  outside.writeConfig(withCounter(outside.readConfig(), file.project));
  outside.say("wrangler.toml now binds LIMIT_COUNTER: limits are exact over all isolates from this deployment on.");
}

function unanswered(error: unknown): string {
  if (error instanceof DeployError) return error.message;
  throw error;
}

async function look(outside: Outside, { project, database }: WranglerFile) {
  await checkLogin(outside);
  const hasProject = (await findProject(outside, project)) !== null;
  return {
    project: hasProject,
    database: (await findDatabase(outside, database)) !== null,
    secrets: hasProject ? await findSecrets(outside, project) : [],
  };
}

async function checkLogin(outside: Outside): Promise<void> {
  const { ok } = await outside.wrangler(["whoami", "--json"]);
  if (!ok)
    throw new DeployError(
      "Cloudflare does not know you. Sign in with `npx wrangler login`, or set CLOUDFLARE_API_TOKEN (with the permissions Cloudflare Pages: Edit and D1: Edit) and CLOUDFLARE_ACCOUNT_ID.",
    );
}

/** The project's domain; null where it does not exist. */
async function findProject(outside: Outside, name: string): Promise<string | null> {
  const projects = await json<{ "Project Name": string; "Project Domains": string }[]>(outside, listProjects);
  const found = projects.find((project) => project["Project Name"] === name);
  return found === undefined ? null : (found["Project Domains"].split(", ")[0] ?? `${name}.pages.dev`);
}

async function ensureProject(outside: Outside, name: string): Promise<string> {
  const existing = await findProject(outside, name);
  if (existing !== null) return existing;
  outside.say(`Making the Pages project ${name}...`);
  await wrangler(outside, createProject(name));
  // Cloudflare adds letters to the domain where another account has the plain one.
  return (await findProject(outside, name)) ?? `${name}.pages.dev`;
}

async function findDatabase(outside: Outside, name: string): Promise<string | null> {
  const databases = await json<{ uuid: string; name: string }[]>(outside, listDatabases);
  return databases.find((database) => database.name === name)?.uuid ?? null;
}

async function ensureDatabase(outside: Outside, { database, databaseId }: WranglerFile): Promise<void> {
  let id = await findDatabase(outside, database);
  if (id === null) {
    outside.say(`Making the D1 database ${database}...`);
    await wrangler(outside, createDatabase(database));
    id = await findDatabase(outside, database);
    if (id === null) throw new DeployError(`The database ${database} was made but is not listed. Run this again.`);
  }
  if (id === databaseId) return;
  outside.writeConfig(withDatabaseId(outside.readConfig(), id));
  outside.say(`wrangler.toml has the database's id now: ${id}`);
}

async function findSecrets(outside: Outside, project: string): Promise<string[]> {
  const { stdout } = await wrangler(outside, listSecrets(project));
  return stdout.split("\n").flatMap((line) => /^\s*- ([A-Z0-9_]+):/.exec(line)?.[1] ?? []);
}

async function ensureSecrets(outside: Outside, project: string): Promise<void> {
  const present = await findSecrets(outside, project);
  for (const name of secretNames) {
    if (present.includes(name)) continue;
    const value = outside.makeSecret(name);
    await wrangler(outside, putSecret(name, project), value);
    // Said at once, not at the end: a later step may fail, and the value is not to be read back from Cloudflare.
    outside.say(`${name} was made. It is shown once, keep it: ${value}`);
  }
}

async function wrangler(outside: Outside, args: string[], input?: string): Promise<{ stdout: string }> {
  const { ok, stdout, stderr } = await outside.wrangler(args, input);
  if (!ok) throw new DeployError(`wrangler ${args.join(" ")} failed:\n${stdout}\n${stderr}`.trimEnd());
  return { stdout };
}

async function json<T>(outside: Outside, args: string[]): Promise<T> {
  const { stdout } = await wrangler(outside, args);
  try {
    return JSON.parse(stdout.slice(stdout.search(/[[{]/))) as T;
  } catch {
    throw new DeployError(`wrangler ${args.join(" ")} did not answer JSON:\n${stdout}`);
  }
}
