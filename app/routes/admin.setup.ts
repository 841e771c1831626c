import { platformContext } from "~/context";
import { readSetup } from "~/routes/admin.overview/setup-state.server";
import type { Route } from "./+types/admin.setup";

/** Asked by the checklist while it waits for the first request. */
export async function loader({ context }: Route.LoaderArgs) {
  return readSetup(context.get(platformContext));
}
