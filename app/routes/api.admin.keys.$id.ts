import { deleteKey, getKey, updateKey } from "~/admin/keys.server";
import { adminApi, noContent, versioned } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform, param }) => versioned(await getKey(platform, param("id"))),
  PATCH: async ({ platform, actor, param, body, ifMatch }) =>
    versioned(await updateKey(platform, actor, param("id"), await body(), ifMatch)),
  DELETE: async ({ platform, actor, param, ifMatch }) => {
    await deleteKey(platform, actor, param("id"), ifMatch);
    return noContent();
  },
});

export const loader = handle;
export const action = handle;
