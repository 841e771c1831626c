/** What the deployment reads of wrangler.toml. */
export interface WranglerFile {
  project: string;
  database: string;
  /** null while the file has the placeholder that stands for "not made yet". */
  databaseId: string | null;
}

const idLine = /^(database_id\s*=\s*)"([^"]*)"/m;

export function readWranglerFile(text: string): WranglerFile {
  const value = (name: string) => new RegExp(`^${name}\\s*=\\s*"([^"]+)"`, "m").exec(text)?.[1];
  const project = value("name");
  const database = value("database_name");
  const databaseId = idLine.exec(text)?.[2];
  if (project === undefined || database === undefined || databaseId === undefined)
    throw new Error("wrangler.toml must have a name, a database_name and a database_id.");
  return { project, database, databaseId: /^[0-]*$/.test(databaseId) ? null : databaseId };
}

export const withDatabaseId = (text: string, id: string): string => text.replace(idLine, `$1"${id}"`);
