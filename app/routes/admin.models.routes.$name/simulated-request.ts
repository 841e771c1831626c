import { metadataOf } from "./draft-conditions";

/** What the simulator's fields say of a request. */
export interface SimulatedRequest {
  prompt: string;
  images: boolean;
  tools: boolean;
  /** `name=value`, one per line or comma. */
  metadata: string;
  /** Empty: a key that may use everything. */
  keyId: string;
}

export const emptyRequest: SimulatedRequest = { prompt: "", images: false, tools: false, metadata: "", keyId: "" };

/** The chat request that the planning code looks at. */
export function simulatedBody(model: string, request: SimulatedRequest) {
  const metadata = metadataOf(request.metadata.replaceAll(",", "\n"));
  const content = request.images
    ? [
        { type: "text", text: request.prompt },
        { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
      ]
    : request.prompt;
  return {
    model,
    messages: [{ role: "user", content }],
    ...(request.tools
      ? { tools: [{ type: "function", function: { name: "lookup", parameters: { type: "object" } } }] }
      : {}),
    ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) as Record<string, string> }),
  };
}

export function readRequest(json: string): SimulatedRequest {
  const value: Partial<Record<keyof SimulatedRequest, unknown>> = JSON.parse(json);
  const text = (name: keyof SimulatedRequest) => (typeof value[name] === "string" ? value[name] : "");
  return {
    prompt: text("prompt"),
    images: value.images === true,
    tools: value.tools === true,
    metadata: text("metadata"),
    keyId: text("keyId"),
  };
}
