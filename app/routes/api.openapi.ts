import { openApiDocument } from "~/admin/openapi";
import type { Route } from "./+types/api.openapi";
import { json } from "./admin-api.server";

export const loader = ({ url }: Route.LoaderArgs) => json(openApiDocument(url.origin));
