import type { playground as english } from "../en/playground";
import type { Translation } from "../translation";

export const playground: Translation<typeof english> = {};
