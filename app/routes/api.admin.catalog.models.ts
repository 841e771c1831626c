import { catalogModels } from "~/admin/catalog";
import { adminApi, list } from "./admin-api.server";

const handle = adminApi({ GET: () => list(catalogModels()) });

export const loader = handle;
export const action = handle;
