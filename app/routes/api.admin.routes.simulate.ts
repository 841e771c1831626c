import { openAiChat } from "~/gateway/dialects/openai";
import { badRequest } from "~/gateway/errors";
import { isObject } from "~/gateway/openai/fields";
import { simulate } from "~/gateway/routing/simulate";
import { adminApi } from "./admin-api.server";

/** A chat request body -> the ordered candidates and the reason for each. Nothing is sent upstream. */
const handle = adminApi({
  POST: async ({ platform, body }) => {
    const request = await body();
    if (!isObject(request)) throw badRequest("The request body must be a JSON object.");
    // Only the model matters to somebody who asks where it would go.
    const messages = request.messages ?? [{ role: "user", content: "" }];
    return simulate(platform.gateway, openAiChat, JSON.stringify({ ...request, messages }));
  },
});

export const loader = handle;
export const action = handle;
