import type { keys as english } from "../en/keys";
import type { Translation } from "../translation";

export const keys: Translation<typeof english> = {};
