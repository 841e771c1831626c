import { invalid } from "~/admin/errors";
import { openAiChat } from "~/gateway/dialects/openai";
import { GatewayError } from "~/gateway/errors";
import { isObject } from "~/gateway/openai/fields";
import { simulate } from "~/gateway/routing/simulate";
import { adminApi } from "./admin-api.server";

/** A chat request body -> the ordered candidates and the reason for each. Nothing is sent upstream. */
const handle = adminApi({
  POST: async ({ platform, body }) => {
    const request = await body();
    if (!isObject(request)) throw invalid([{ path: "", message: "must be a JSON object" }]);
    // Only the model matters to somebody who asks where it would go.
    const messages = request.messages ?? [{ role: "user", content: "" }];
    try {
      return await simulate(platform.gateway, openAiChat, JSON.stringify({ ...request, messages }));
    } catch (error) {
      throw error instanceof GatewayError && error.status === 400 ? asIssue(error) : error;
    }
  },
});

/** A client would hear of `messages[0].role`; the admin API says `messages.0.role`, as everywhere. */
const asIssue = ({ param, message }: GatewayError) =>
  invalid([{ path: (param ?? "").replaceAll(/\[(\d+)\]/g, ".$1"), message }]);

export const loader = handle;
export const action = handle;
