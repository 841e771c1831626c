// What samples read of the body that the playground sends to /v1/chat/completions.

export interface SampleMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string | null | SamplePart[];
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

export type SamplePart = { type: "text"; text: string } | { type: "image_url"; image_url: { url: string } };

export interface SampleTool {
  function: { name: string; description?: string; parameters?: unknown };
}
