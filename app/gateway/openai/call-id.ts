/** The id of a tool call whose upstream gave none. */
export const newCallId = (): string => `call_${crypto.randomUUID().replaceAll("-", "")}`;
