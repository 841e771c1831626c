import { eq } from "drizzle-orm";
import { defaultSettings, type Settings, settingsSchema } from "~/gateway/config";
import { getDb } from "./client";
import { settings } from "./schema";

/** Settings that another version wrote and this one does not understand give way to the defaults. */
export function parseSettings(value: unknown): Settings {
  const parsed = settingsSchema.safeParse(value ?? {});
  return parsed.success ? parsed.data : defaultSettings;
}

export async function readSettings(database: D1Database): Promise<Settings> {
  const [row] = await getDb(database).select().from(settings).where(eq(settings.key, "settings"));
  return parseSettings(row?.value);
}
