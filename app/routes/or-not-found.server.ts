import { data } from "react-router";
import { AdminError } from "~/admin/errors";

/** For the loader of a page about one thing: where that is not there (any more), the page is a 404 and not an error. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AdminError && error.code === "not_found") throw data(error.message, { status: 404 });
    throw error;
  }
}
