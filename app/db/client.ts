import { drizzle } from "drizzle-orm/d1";

export const getDb = (database: D1Database) => drizzle(database);
export type Db = ReturnType<typeof getDb>;
