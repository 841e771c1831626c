import { deleteRoute, getRoute, putRoute } from "~/admin/routes.server";
import { adminApi, noContent } from "./admin-api.server";

const handle = adminApi({
  GET: ({ platform, param }) => getRoute(platform, param("id")),
  PUT: async ({ platform, actor, param, body }) => putRoute(platform, actor, param("id"), await body()),
  DELETE: async ({ platform, actor, param }) => {
    await deleteRoute(platform, actor, param("id"));
    return noContent();
  },
});

export const loader = handle;
export const action = handle;
