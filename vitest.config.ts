import { defineConfig } from "vitest/config";

/** A busy machine may take its time: what is waited for comes, or never does. */
const patient = { poll: { timeout: 10_000 } };

/** The same integration tests against the built bundle on each host, and those of one host only in its folder. */
const integration = (host: "node" | "workerd") => ({
  resolve: { tsconfigPaths: true },
  test: {
    name: host,
    include: ["app/tests/integration/*.test.ts", `app/tests/integration/${host}/*.test.ts`],
    environment: "node" as const,
    globalSetup: ["app/tests/build-once.ts"],
    provide: { host },
    testTimeout: 20_000,
    expect: patient,
    hookTimeout: 60_000,
    fileParallelism: false,
    // The SDKs and Miniflare are loaded once, not once per file; every file starts a gateway of its own.
    isolate: false,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { tsconfigPaths: true },
        test: {
          name: "unit",
          include: ["app/**/*.test.ts", "app/**/*.test.tsx", "tools/**/*.test.ts", "companion/*.test.ts"],
          exclude: ["app/tests/integration/**"],
          environment: "node",
          testTimeout: 20_000,
          expect: patient,
          // Half of the time would go into loading the same modules again; what a test puts in place of others is restored.
          isolate: false,
          restoreMocks: true,
        },
      },
      integration("node"),
      integration("workerd"),
    ],
  },
});

declare module "vitest" {
  interface ProvidedContext {
    host: "node" | "workerd";
  }
}
