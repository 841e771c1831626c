import { deleteProvider, getProvider, updateProvider } from "~/admin/providers.server";
import { adminApi, noContent, versioned } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform, param }) => versioned(await getProvider(platform, param("id"))),
  PATCH: async ({ platform, actor, param, body, ifMatch }) =>
    versioned(await updateProvider(platform, actor, param("id"), await body(), { ifMatch })),
  DELETE: async ({ platform, actor, param, ifMatch }) => {
    await deleteProvider(platform, actor, param("id"), ifMatch);
    return noContent();
  },
});

export const loader = handle;
export const action = handle;
