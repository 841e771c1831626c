import type { ServerResponse } from "node:http";

// What both halves of the mock vendor in responses-vendor.ts say.

export interface Body {
  [field: string]: unknown;
  model: string;
  stream?: boolean;
}

export const refuse = (response: ServerResponse, status: number, message: string) =>
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(JSON.stringify({ error: { message, type: "mock_error", param: null, code: null } }));

export const json = (response: ServerResponse, value: unknown) =>
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));

export const halves = (text: string) => [text.slice(0, 2), text.slice(2)].filter(Boolean);

/** The number of messages shows what history an upstream was given. */
export const said = (messages: number) => (messages === 1 ? "pong" : `pong ${messages}`);
