import { deleteRoute, getRoute, putRoute } from "~/admin/routes.server";
import { adminApi, noContent, versioned } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform, param }) => versioned(await getRoute(platform, param("id"))),
  PUT: async ({ platform, actor, param, body, ifMatch }) =>
    versioned(await putRoute(platform, actor, param("id"), await body(), ifMatch)),
  DELETE: async ({ platform, actor, param, ifMatch }) => {
    await deleteRoute(platform, actor, param("id"), ifMatch);
    return noContent();
  },
});

export const loader = handle;
export const action = handle;
