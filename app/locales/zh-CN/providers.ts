import type { providers as english } from "../en/providers";
import type { Translation } from "../translation";

export const providers: Translation<typeof english> = {};
