import { AdminError } from "~/admin/errors";
import type { Route } from "./+types/api.admin.$";
import { errorResponse } from "./admin-api.server";

const unknown = ({ url, request }: Route.LoaderArgs) =>
  errorResponse(
    new AdminError(404, "not_found", `There is no ${request.method} ${url.pathname}; see /api/openapi.json.`),
  );

export const loader = unknown;
export const action = unknown;
