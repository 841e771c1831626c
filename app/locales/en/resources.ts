import { common } from "./common";
import { keys } from "./keys";
import { login } from "./login";
import { models } from "./models";
import { overview } from "./overview";
import { playground } from "./playground";
import { providers } from "./providers";
import { requests } from "./requests";
import { settings } from "./settings";
import { usage } from "./usage";

export const resources = { common, login, overview, settings, providers, models, keys, requests, usage, playground };
export type Resources = typeof resources;
