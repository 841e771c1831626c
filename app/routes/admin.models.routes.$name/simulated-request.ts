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

/** A new route has no name yet; the planning code needs one to ask for. */
export const unnamedRoute = "new-route";

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

function fieldsOf(json: string): Partial<Record<keyof SimulatedRequest, unknown>> {
  try {
    return JSON.parse(json) ?? {};
  } catch {
    return {};
  }
}

/** What is missing or is not JSON is an empty request. */
export function readRequest(json: string): SimulatedRequest {
  const value = fieldsOf(json);
  const text = (name: keyof SimulatedRequest) => (typeof value[name] === "string" ? value[name] : "");
  return {
    prompt: text("prompt"),
    images: value.images === true,
    tools: value.tools === true,
    metadata: text("metadata"),
    keyId: text("keyId"),
  };
}

const flags = ["images", "tools"] as const;
/** What "critical" writes. */
const criticalMetadata = "tier=critical";
export const isCritical = ({ metadata }: SimulatedRequest): boolean => metadata.trim() === criticalMetadata;

/** The simulator's fields of the editor's form, where there are no scripts. */
export function requestOfForm(form: FormData): SimulatedRequest {
  const text = (name: string) => String(form.get(`simulated.${name}`) ?? "");
  return {
    prompt: text("prompt"),
    images: text("images") === "1",
    tools: text("tools") === "1",
    metadata: text("metadata"),
    keyId: text("keyId"),
  };
}

export const requestFields = (request: SimulatedRequest): [string, string][] => [
  ["simulated.prompt", request.prompt],
  ...flags.map((name): [string, string] => [`simulated.${name}`, request[name] ? "1" : ""]),
  ["simulated.metadata", request.metadata],
  ["simulated.keyId", request.keyId],
];

/** After the press of one of the simulator's buttons: `images`, `tools` or `critical`. */
export function pressedRequest(button: string, request: SimulatedRequest): SimulatedRequest {
  const flag = flags.find((name) => name === button);
  if (flag) return { ...request, [flag]: !request[flag] };
  if (button === "critical") return { ...request, metadata: isCritical(request) ? "" : criticalMetadata };
  return request;
}
