import { adminToken, type Host } from "./host";

export const clientKey = "sk-gw-test-key-0000000000000000";

interface LogRow {
  requestId: string;
  status: number;
  outcome: string;
  errorCode: string | null;
  errorMessage: string | null;
  attemptCount: number;
  model: string | null;
  providerId: string | null;
  requestedModel: string | null;
  upstreamModel: string | null;
  costMicroUsd: number | null;
  firstTokenMs: number | null;
  metadata: Record<string, string> | null;
  usage: { promptTokens: number; completionTokens: number; cachedTokens: number; source: string };
  attempts?: {
    providerId: string;
    credentialName: string | null;
    status: number | null;
    errorCode: string | null;
    reason: string;
  }[];
  plan?: { providerId: string; model: string; credentialName: string | null; reason: string }[];
}

/** What tests say to the gateway, as admin and as client. */
export function gatewayClient(host: Host) {
  const admin = (path: string, init: RequestInit & { json?: unknown } = {}) =>
    fetch(`${host.url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(init.json === undefined ? {} : { "content-type": "application/json" }),
        ...init.headers,
      },
      ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
    });

  const call = (path: string, body: unknown, init: RequestInit & { key?: string } = {}) =>
    fetch(`${host.url}${path}`, {
      method: "POST",
      ...init,
      headers: {
        authorization: `Bearer ${init.key ?? clientKey}`,
        "content-type": "application/json",
        ...init.headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  return {
    admin,
    call,
    chat: (body: Record<string, unknown>, init: RequestInit & { key?: string } = {}) =>
      call("/v1/chat/completions", { messages: [{ role: "user", content: "ping" }], ...body }, init),

    /** Replaces the whole configuration; a key for clients is always there. */
    async configure(document: {
      settings?: object;
      providers?: object[];
      routes?: object[];
      keys?: object[];
    }): Promise<void> {
      const keys = [{ id: "test", name: "Test", value: clientKey }, ...(document.keys ?? [])];
      const answer = await admin("/api/admin/config", { method: "PUT", json: { version: 1, ...document, keys } });
      if (!answer.ok) throw new Error(`the configuration was refused: ${await answer.text()}`);
      await answer.body?.cancel();
    },

    async log(requestId: string | null): Promise<LogRow> {
      const answer = await admin(`/api/admin/logs/${requestId}`);
      if (!answer.ok) throw new Error(`no log row ${requestId}: ${await answer.text()}`);
      return (await answer.json()) as LogRow;
    },

    async logs(query = ""): Promise<LogRow[]> {
      const answer = await admin(`/api/admin/logs?limit=200&${query}`);
      return ((await answer.json()) as { data: LogRow[] }).data;
    },
  };
}

/** The data of every event of a finished stream, parsed where it is JSON. */
export function eventsOf(text: string): unknown[] {
  return text
    .split("\n\n")
    .flatMap((event) => event.split("\n"))
    .filter((line) => line.startsWith("data: "))
    .map((line) => (line === "data: [DONE]" ? "[DONE]" : JSON.parse(line.slice(6))));
}

/** The text that a chat stream delivered. */
export const textOf = (text: string): string =>
  eventsOf(text)
    .map((event) => (event as { choices?: { delta?: { content?: string } }[] }).choices?.[0]?.delta?.content ?? "")
    .join("");
