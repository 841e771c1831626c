import { deleteKey, getKey, updateKey } from "~/admin/keys.server";
import { adminApi, noContent } from "./admin-api.server";

const handle = adminApi({
  GET: ({ platform, param }) => getKey(platform, param("id")),
  PATCH: async ({ platform, actor, param, body }) => updateKey(platform, actor, param("id"), await body()),
  DELETE: async ({ platform, actor, param }) => {
    await deleteKey(platform, actor, param("id"));
    return noContent();
  },
});

export const loader = handle;
export const action = handle;
