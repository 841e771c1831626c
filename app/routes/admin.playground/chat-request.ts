// What the playground's settings are and what they send: the same body goes to /v1/chat/completions and into "View code".

export interface ChatSettings {
  /** Model or route; empty until one is chosen. */
  model: string;
  system: string;
  /** Null: left to the model. */
  temperature: number | null;
  topP: number | null;
  maxTokens: number | null;
  stream: boolean;
  json: boolean;
  failover: boolean;
}

export const defaultSettings: ChatSettings = {
  model: "",
  system: "",
  temperature: null,
  topP: null,
  maxTokens: null,
  stream: true,
  json: false,
  failover: true,
};

export interface ChatTurn {
  role: "user" | "assistant";
  content: string;
}

/** In the order in which a person would write the fields; what is left to its default is left out. */
export function chatRequest(settings: ChatSettings, turns: ChatTurn[]): Record<string, unknown> {
  const system = settings.system.trim();
  return {
    model: settings.model,
    messages: [
      ...(system ? [{ role: "system", content: system }] : []),
      ...turns.filter((turn) => turn.content !== "").map(({ role, content }) => ({ role, content })),
    ],
    ...(settings.temperature === null ? {} : { temperature: settings.temperature }),
    ...(settings.topP === null ? {} : { top_p: settings.topP }),
    ...(settings.maxTokens === null ? {} : { max_tokens: settings.maxTokens }),
    ...(settings.json ? { response_format: { type: "json_object" } } : {}),
    ...(settings.failover ? {} : { provider: { allow_fallbacks: false } }),
    ...(settings.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}
