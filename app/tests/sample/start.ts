import { join } from "node:path";
import { adminToken, type Host } from "~/tests/host";
import { startNode } from "~/tests/hosts";
import { sampleDocument } from "./document";
import { writeSample } from "./write";

/** The built gateway on Node with the sample's configuration and traffic up to now. */
export async function startSample(environment: Record<string, string>): Promise<Host> {
  const host = await startNode(environment);
  const now = Date.now();
  const configured = await fetch(`${host.url}/api/admin/config`, {
    method: "PUT",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify(sampleDocument(now)),
  });
  if (!configured.ok) throw new Error(await configured.text());
  await writeSample(join(host.dataDirectory ?? "", "gateway.sqlite"), now);
  return host;
}
