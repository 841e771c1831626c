import { afterAll, inject } from "vitest";
import { gatewayClient } from "./gateway-client";
import { startHost } from "./hosts";

interface Upstream {
  close(): unknown;
}

type Started<Starts> = {
  [Name in keyof Starts]: Starts[Name] extends () => Promise<infer Running> ? Running : never;
};

/** What a test file runs against: the built gateway on the host that is tested, and upstreams; stopped after its tests. */
export async function startSuite<Starts extends Record<string, () => Promise<Upstream>>>(starts: Starts) {
  const [host, ...running] = await Promise.all([
    startHost(inject("host")),
    ...Object.values(starts).map((start) => start()),
  ]);
  afterAll(() => Promise.all([host.stop(), ...running.map((upstream) => upstream.close())]));
  const upstreams = Object.fromEntries(Object.keys(starts).map((name, index) => [name, running[index]]));
  return { host, gateway: gatewayClient(host), ...(upstreams as Started<Starts>) };
}
