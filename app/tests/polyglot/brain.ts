import type { ServerResponse } from "node:http";

// What the mock vendor of every format says, whatever the format: it calls each tool that it is offered, tells their results,
// answers a schema with `{"answer":42}` and anything else with "pong"; it thinks where it is asked to.

export interface Asked {
  /** What the last turn's tools gave. */
  results: string[];
  tools: string[];
  schema: boolean;
  thinks: boolean;
}

export interface Said {
  thought: string;
  text: string;
  calls: { id: string; name: string; input: { city: string } }[];
}

/** `turns`: how many there were, which makes ids of calls differ. */
export function say({ results, tools, schema, thinks }: Asked, turns: number): Said {
  const thought = thinks ? "Let me think." : "";
  if (results.length > 0) return { thought, text: `They say ${results.join(" and ")}.`, calls: [] };
  if (tools.length > 0) {
    const calls = tools.map((name, place) => ({
      id: `call_${turns}_${place}`,
      name,
      input: { city: `Paris ${place}` },
    }));
    return { thought, text: "", calls };
  }
  return { thought, text: schema ? '{"answer":42}' : "pong", calls: [] };
}

export const pieces = (text: string): string[] => text.match(/[\s\S]{1,4}/g) ?? [];

export const json = (response: ServerResponse, status: number, value: unknown): unknown =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

export function events(response: ServerResponse, list: { type?: string }[]): unknown {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const written = list.map(
    (event) => `${event.type ? `event: ${event.type}\n` : ""}data: ${JSON.stringify(event)}\n\n`,
  );
  return response.end(written.join(""));
}

/** The words of a request in which the gateway asks for JSON where a format has no other way. */
export const asksForJson = (rules: unknown): boolean => /valid JSON object/.test(JSON.stringify(rules ?? ""));
