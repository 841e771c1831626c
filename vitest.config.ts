import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { resolve: { tsconfigPaths: true }, test: { name: "unit", include: ["app/**/*.test.ts", "app/**/*.test.tsx"], environment: "node" } },
    ],
  },
});
