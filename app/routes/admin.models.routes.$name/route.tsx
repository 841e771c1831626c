import { platformContext } from "~/context";
import { found } from "~/routes/found.server";
import { keepInput } from "~/routes/keep-input";
import type { Route } from "./+types/route";
import { writeRoute } from "./actions.server";
import { RouteEditor } from "./editor";
import { readEditor } from "./editor-data.server";
import { revalidatesEditor } from "./revalidates-editor";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  found(readEditor(context.get(platformContext), params.name));
export const action = (args: Route.ActionArgs) => writeRoute(args, args.params.name);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());
export const shouldRevalidate = revalidatesEditor;

export default function EditRoute({ loaderData, params }: Route.ComponentProps) {
  return <RouteEditor key={params.name} data={loaderData} />;
}
