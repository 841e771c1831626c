import { importConfig } from "~/admin/config.server";
import type { Dialect } from "~/gateway/dialects/dialect";
import { handle } from "~/gateway/handle";
import type { UpstreamRequest, UpstreamResponse } from "~/gateway/ports";
import { rowsOf, testPlatform } from "./platform";

export const clientKey = "sk-gw-test-0123456789";
export const otherKey = "sk-gw-test-9876543210";

export interface UpstreamAsked {
  url: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  /** The body as it was sent. */
  text: string;
  signal: AbortSignal | undefined;
}

/** A gateway of one provider of each format, whose upstream is `answer`; requests go straight to its pipeline. */
export async function askedGateway(
  settings: Record<string, unknown>,
  answer: (asked: UpstreamAsked) => Response | Promise<Response>,
  more: Partial<Record<"providers" | "keys" | "routes", Record<string, unknown>[]>> = {},
) {
  const asked: UpstreamAsked[] = [];
  const fetch = async (url: string, init: UpstreamRequest) => {
    const text = String(init.body);
    const body = JSON.parse(text) as Record<string, unknown>;
    const call = { url, headers: init.headers, body, text, signal: init.signal };
    asked.push(call);
    return (await answer(call)) as unknown as UpstreamResponse;
  };
  const platform = testPlatform({ fetch });
  const pricing = { input: 1, output: 10 };
  const provider = {
    id: "main",
    adapter: "openai",
    baseUrl: "https://api.example.com/v1",
    credentials: [{ name: "a", value: "sk-upstream-secret-123" }],
    models: [
      { id: "m", pricing },
      { id: "e", pricing: { input: 1, output: 0 } },
    ],
  };
  await importConfig(
    platform,
    "test",
    {
      version: 1,
      settings,
      providers: [provider, ...(more.providers ?? [])],
      routes: more.routes ?? [],
      keys: more.keys ?? [
        { id: "one", name: "One", value: clientKey },
        { id: "two", name: "Two", value: otherKey },
      ],
    },
    { dryRun: false },
  );
  platform.gateway.invalidate();
  const deferred: Promise<unknown>[] = [];
  const settle = async () => {
    while (deferred.length > 0) await deferred.shift();
    await platform.gateway.flush();
  };
  /** Sends a request, text as it is, and waits until all that it defers is done. */
  const ask = async (dialect: Dialect, body: unknown, headers: Record<string, string> = {}, key = clientKey) => {
    const request = new Request("http://gateway/v1", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const response = await handle(platform.gateway, dialect, request, (work) => void deferred.push(work));
    const text = await response.text();
    await settle();
    return { status: response.status, cache: response.headers.get("x-gateway-cache"), headers: response.headers, text };
  };
  const logRows = () => rowsOf(platform, "select * from request_log order by created_at, request_id");
  return { platform, asked, ask, logRows };
}
