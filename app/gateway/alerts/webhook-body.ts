import type { Alert } from "./alert";

type Message = Pick<Alert, "event" | "subject" | "message"> & { at: string };

/**
 * Chat services take a message in a shape of their own; everything else gets the plain one.
 * https://api.slack.com/messaging/webhooks, https://discord.com/developers/docs/resources/webhook,
 * https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot, https://open.dingtalk.com/document/robots/custom-robot-access
 */
const shapes: { hosts: string[]; body: (text: string) => object }[] = [
  { hosts: ["discord.com", "discordapp.com"], body: (content) => ({ content }) },
  { hosts: ["open.feishu.cn", "open.larksuite.com"], body: (text) => ({ msg_type: "text", content: { text } }) },
  {
    hosts: ["oapi.dingtalk.com", "qyapi.weixin.qq.com"],
    body: (content) => ({ msgtype: "text", text: { content } }),
  },
];

export function webhookBody(url: string, { event, subject, message, at }: Message): object {
  const { hostname } = new URL(url);
  const shape = shapes.find(({ hosts }) => hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)));
  // Slack and those that follow it read `text`.
  return shape?.body(`AI Gateway: ${message}`) ?? { event, subject, message, at, text: `AI Gateway: ${message}` };
}

/** Some services answer 200 and say in the body that they did not take it. */
export function webhookProblem(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return null;
    const { errcode, code } = answer as { errcode?: unknown; code?: unknown };
    const refused = [errcode, code].find((value) => typeof value === "number" && value !== 0);
    return refused === undefined ? null : `The webhook refused the message (code ${refused}).`;
  } catch {
    return null;
  }
}
