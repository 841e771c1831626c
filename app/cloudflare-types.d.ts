// Only the D1 interfaces: the package's globals (fetch, Request, ...) would clash with those of the DOM library.
import type * as workers from "@cloudflare/workers-types";

declare global {
  interface D1Database extends workers.D1Database {}
  interface D1DatabaseSession extends workers.D1DatabaseSession {}
  interface D1PreparedStatement extends workers.D1PreparedStatement {}
  interface D1ExecResult extends workers.D1ExecResult {}
  type D1Result<T = unknown> = workers.D1Result<T>;
}
