import { platformContext } from "~/context";
import { keepInput } from "~/routes/keep-input";
import { orNotFound } from "~/routes/or-not-found.server";
import type { Route } from "./+types/route";
import { writeRoute } from "./actions.server";
import { RouteEditor } from "./editor";
import { readEditor } from "./editor-data.server";
import { revalidatesEditor } from "./revalidates-editor";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  orNotFound(readEditor(context.get(platformContext), params.name));
export const action = (args: Route.ActionArgs) => writeRoute(args, args.params.name);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());
export const shouldRevalidate = revalidatesEditor;

export default function EditRoute({ loaderData, params }: Route.ComponentProps) {
  return <RouteEditor key={params.name} data={loaderData} />;
}
