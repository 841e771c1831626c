import { data } from "react-router";
import type { WriteFailure } from "./attempt-write.server";

/**
 * For a page's `clientAction`: a connection that breaks during a save is an answer like others, so that the form stays
 * as it is. Its status keeps the page from reading its data again, which could not be read either.
 */
export async function keepInput<Answer>(send: () => Promise<Answer>) {
  try {
    return await send();
  } catch (error) {
    // What `fetch` throws where there is no connection; answers of the server are no TypeErrors.
    if (!(error instanceof TypeError)) throw error;
    const failure: WriteFailure = { ok: false, code: "network", message: "", issues: [] };
    return data(failure, { status: 503 });
  }
}
