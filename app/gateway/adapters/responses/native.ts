import { presetById } from "../../catalog/preset-index";
import type { Provider } from "../../config/entities";
import type { NativeAdapter, UpstreamCall } from "../adapter";
import { quirksOf } from "../openai-quirks";
import { withModel } from "../splice";
import type { Target } from "../target";
import { responsesTranslation } from "./translation";

/** Whether the upstream has `/responses`: as the operator says, else as the preset does. */
function hasResponses({ options, preset }: Provider): boolean {
  if (options.responses !== undefined) return options.responses === "native";
  return options.api === "responses" || (preset ? presetById(preset)?.responses === "native" : false);
}

/** The Responses API of an upstream for clients that speak it: `endpoint` is the address of `/responses` and the headers. */
export const nativeResponses = (
  endpoint: (target: Target, stream: boolean) => { url: string; headers: Record<string, string> },
) =>
  ({
    speaks: (format, provider) => format === "responses" && hasResponses(provider),
    refuses: ({ namespaces, nativeOnly }, provider) =>
      namespaces === true && nativeOnly === null && quirksOf(provider).toolNamespaces === false,
    prepare: ({ body, text }, call, target): UpstreamCall => ({
      method: "POST",
      ...endpoint(target, call.stream),
      body: withModel(body, text, call.model, target.model, false),
    }),
    translation: responsesTranslation,
  }) satisfies NativeAdapter;
