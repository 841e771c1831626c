import { platformContext } from "~/context";
import { keepInput } from "~/routes/keep-input";
import type { Route } from "./+types/admin.models.routes.new";
import { writeRoute } from "./admin.models.routes.$name/actions.server";
import { RouteEditor } from "./admin.models.routes.$name/editor";
import { readEditor } from "./admin.models.routes.$name/editor-data.server";
import { revalidatesEditor } from "./admin.models.routes.$name/revalidates-editor";

export const loader = ({ context }: Route.LoaderArgs) => readEditor(context.get(platformContext), null);
export const action = (args: Route.ActionArgs) => writeRoute(args, null);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());
export const shouldRevalidate = revalidatesEditor;

export default function NewRoute({ loaderData }: Route.ComponentProps) {
  return <RouteEditor data={loaderData} />;
}
