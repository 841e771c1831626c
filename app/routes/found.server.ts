import { data } from "react-router";
import { AdminError } from "~/admin/errors";

/** What a page shows; that nothing has its id is the page that says so (404) instead of one that failed (500). */
export async function found<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AdminError && error.status === 404) throw data(error.message, { status: 404 });
    throw error;
  }
}
