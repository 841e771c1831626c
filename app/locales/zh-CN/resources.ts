import type { Resources } from "../en/resources";
import type { Translation } from "../translation";
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

export const resources: Translation<Resources> = {
  common,
  login,
  overview,
  settings,
  providers,
  models,
  keys,
  requests,
  usage,
  playground,
};
