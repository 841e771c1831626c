import { deleteProvider, getProvider, updateProvider } from "~/admin/providers.server";
import { adminApi, noContent } from "./admin-api.server";

const handle = adminApi({
  GET: ({ platform, param }) => getProvider(platform, param("id")),
  PATCH: async ({ platform, actor, param, body }) => updateProvider(platform, actor, param("id"), await body()),
  DELETE: async ({ platform, actor, param }) => {
    await deleteProvider(platform, actor, param("id"));
    return noContent();
  },
});

export const loader = handle;
export const action = handle;
