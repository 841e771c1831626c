/** Names of the wire formats that this build speaks. */
export const adapterIds: readonly string[] = ["openai", "demo"];
