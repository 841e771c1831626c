import type { login as english } from "../en/login";
import type { Translation } from "../translation";

export const login: Translation<typeof english> = {};
