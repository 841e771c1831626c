import type { requests as english } from "../en/requests";
import type { Translation } from "../translation";

export const requests: Translation<typeof english> = {};
