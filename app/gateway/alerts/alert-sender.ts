import { readError } from "../failures/upstream-error";
import type { Ports } from "../ports";
import type { Alert } from "./alert";
import type { AlertSettings } from "./alert-schema";
import { webhookBody, webhookProblem } from "./webhook-body";

const timeoutMs = 10_000;
/** What the webhook's address and secret are sealed for. */
export const webhookPurpose = "alerts webhook";
export const secretPurpose = "alerts secret";

/** Posts what no isolate has sent yet, and notes what came of it. Never rejects. */
export async function sendAlerts(ports: Ports, settings: AlertSettings, alerts: readonly Alert[]): Promise<void> {
  for (const alert of alerts) {
    try {
      if (!(await ports.store.claimAlert(alert, ports.now()))) continue;
      await ports.store.alertSent(alert, await postAlert(ports, settings, alert));
    } catch (error) {
      console.error(`The alert '${alert.event}' about ${alert.subject} could not be noted:`, error);
    }
  }
}

/** One POST; answers what went wrong, without the address, or null. `settings` are sealed as the store has them. */
export async function postAlert(
  ports: Ports,
  { webhook, secret }: AlertSettings,
  alert: Pick<Alert, "event" | "subject" | "message">,
): Promise<string | null> {
  if (webhook === null) return "No webhook is set.";
  const now = ports.now();
  try {
    const url = await ports.unseal(webhook, webhookPurpose);
    const body = JSON.stringify(webhookBody(url, { ...alert, at: new Date(now).toISOString() }));
    const response = await ports.fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(secret === null ? {} : await signature(await ports.unseal(secret, secretPurpose), body, now)),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readError(response);
    if (response.status < 200 || response.status > 299) return `The webhook answered with HTTP ${response.status}.`;
    return webhookProblem(text);
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError") return `No answer within ${timeoutMs / 1000} s.`;
    if (error instanceof Error && error.message === "address not allowed") return "The address is not allowed.";
    return "The webhook could not be reached.";
  }
}

/** `x-gateway-signature: t=SECONDS,v1=HEX`: HMAC-SHA-256 of `SECONDS.BODY`. */
async function signature(secret: string, body: string, now: number): Promise<Record<string, string>> {
  const encoder = new TextEncoder();
  const seconds = Math.floor(now / 1000);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(`${seconds}.${body}`)));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { "x-gateway-signature": `t=${seconds},v1=${hex}` };
}
