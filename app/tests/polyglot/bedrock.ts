import type { ServerResponse } from "node:http";
import { bedrockFrame } from "../bedrock-frames";
import { asksForJson, json, pieces, say } from "./brain";

interface Body {
  system?: object[];
  messages: { role: string; content: { text?: string; toolResult?: { content: { text: string }[] } }[] }[];
  toolConfig?: { tools: { toolSpec: { name: string } }[] };
  additionalModelRequestFields?: { thinking?: object; output_config?: { format?: object } };
}

const answerTool = "answer_with_json";
const usage = { inputTokens: 5, cacheReadInputTokens: 6, outputTokens: 3, totalTokens: 14 };

/** Converse and its stream; the credential is not looked at. */
export function answerBedrock(path: string, body: Body, response: ServerResponse): unknown {
  const names = (body.toolConfig?.tools ?? []).map(({ toolSpec }) => toolSpec.name);
  const results = body.messages.at(-1)!.content.flatMap(({ toolResult }) => toolResult ?? []);
  const { thinking, output_config: output } = body.additionalModelRequestFields ?? {};
  const isForced = names.includes(answerTool);
  const said = say(
    {
      results: results.map(({ content }) => content.map(({ text }) => text).join("")),
      tools: names.filter((name) => name !== answerTool),
      schema: isForced || output?.format !== undefined || asksForJson(body.system),
      thinks: thinking !== undefined,
    },
    body.messages.length,
  );
  const content: Block[] = [
    ...(said.thought === ""
      ? []
      : [{ reasoningContent: { reasoningText: { text: said.thought, signature: "c2lnbmVk" } } }]),
    ...(said.text === ""
      ? []
      : isForced
        ? [{ toolUse: { toolUseId: "answer", name: answerTool, input: JSON.parse(said.text) as object } }]
        : [{ text: said.text }]),
    ...said.calls.map(({ id, name, input }) => ({ toolUse: { toolUseId: id, name, input } })),
  ];
  const stopReason = said.calls.length > 0 || isForced ? "tool_use" : "end_turn";
  if (path.endsWith("/converse"))
    return json(response, 200, { output: { message: { role: "assistant", content } }, stopReason, usage });
  const frames = [
    bedrockFrame("messageStart", { role: "assistant" }),
    ...content.flatMap((block, contentBlockIndex) => [
      ...framesOf(block, contentBlockIndex),
      bedrockFrame("contentBlockStop", { contentBlockIndex }),
    ]),
    bedrockFrame("messageStop", { stopReason }),
    bedrockFrame("metadata", { usage }),
  ];
  response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" }).end(Buffer.concat(frames));
}

interface Block {
  text?: string;
  toolUse?: { toolUseId: string; name: string; input: object };
  reasoningContent?: { reasoningText: { text: string; signature: string } };
}

function framesOf({ text = "", toolUse, reasoningContent }: Block, contentBlockIndex: number): Uint8Array[] {
  const delta = (value: object) => bedrockFrame("contentBlockDelta", { contentBlockIndex, delta: value });
  if (reasoningContent !== undefined) {
    const { text: thought, signature } = reasoningContent.reasoningText;
    return [delta({ reasoningContent: { text: thought } }), delta({ reasoningContent: { signature } })];
  }
  if (toolUse === undefined) return pieces(text).map((piece) => delta({ text: piece }));
  const { input, ...opened } = toolUse;
  return [
    bedrockFrame("contentBlockStart", { contentBlockIndex, start: { toolUse: opened } }),
    ...pieces(JSON.stringify(input)).map((piece) => delta({ toolUse: { input: piece } })),
  ];
}
