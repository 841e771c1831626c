/** What the deployment reads of wrangler.toml. */
export interface WranglerFile {
  project: string;
  database: string;
  /** null while the file has the placeholder that stands for "not made yet". */
  databaseId: string | null;
  /** The gateway is bound to the companion Worker's counter. */
  hasCounter: boolean;
}

/** The companion Worker of a project: two gateways of one account do not count together. */
export const companionOf = (project: string): string => `${project}-limits`;

const idLine = /^(database_id\s*=\s*)"([^"]*)"/m;

export function readWranglerFile(text: string): WranglerFile {
  const value = (name: string) => new RegExp(`^${name}\\s*=\\s*"([^"]+)"`, "m").exec(text)?.[1];
  const project = value("name");
  const database = value("database_name");
  const databaseId = idLine.exec(text)?.[2];
  if (project === undefined || database === undefined || databaseId === undefined)
    throw new Error("wrangler.toml must have a name, a database_name and a database_id.");
  const hasCounter = /^name\s*=\s*"LIMIT_COUNTER"/m.test(text);
  return { project, database, databaseId: /^[0-]*$/.test(databaseId) ? null : databaseId, hasCounter };
}

export const withDatabaseId = (text: string, id: string): string => text.replace(idLine, `$1"${id}"`);

/** A Pages project cannot hold the counter's class: it names the Worker that does. */
export const withCounter = (text: string, project: string): string => `${text.trimEnd()}

# The counter of the companion Worker (docs/limits.md). Without these lines every isolate counts on its own.
[[durable_objects.bindings]]
name = "LIMIT_COUNTER"
class_name = "LimitCounter"
script_name = "${companionOf(project)}"
`;
