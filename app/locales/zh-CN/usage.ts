import type { usage as english } from "../en/usage";
import type { Translation } from "../translation";

export const usage: Translation<typeof english> = { title: "用量与费用" };
