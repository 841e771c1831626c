import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: ["./app/db/schema.ts", "./app/db/log-schema.ts", "./app/db/state-schema.ts"],
  out: "./drizzle",
});
