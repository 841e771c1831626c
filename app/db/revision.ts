const key = "configRevision";

/** Goes into the batch of every write to providers, credentials, models, routes, keys and settings. */
export const bumpRevision = (database: D1Database): D1PreparedStatement =>
  database.prepare(
    `insert into settings (key, value) values ('${key}', '1') on conflict (key) do update set value = cast(value as integer) + 1`,
  );

export async function readRevision(database: D1Database): Promise<number> {
  const value = await database.prepare(`select value from settings where key = '${key}'`).first<string>("value");
  return Number(value ?? 0);
}
