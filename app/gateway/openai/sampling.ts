import { boolean, type FieldCheck, integer, number, object, stringOrStrings } from "./fields";

/** Fields that chat and the legacy completions have in common. */
export const sampling: Record<string, FieldCheck> = {
  temperature: number(0, 2),
  top_p: number(0, 1),
  n: integer(1, 128),
  presence_penalty: number(-2, 2),
  frequency_penalty: number(-2, 2),
  stop: stringOrStrings,
  stream: boolean,
  logit_bias: object,
  stream_options: object,
};
