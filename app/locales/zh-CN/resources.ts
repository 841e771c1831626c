import type { Resources } from "../en/resources";
import type { Translation } from "../translation";
import { common } from "./common";
import { keys } from "./keys";
import { login } from "./login";
import { overview } from "./overview";
import { playground } from "./playground";
import { providers } from "./providers";
import { requests } from "./requests";
import { settings } from "./settings";

export const resources: Translation<Resources> = {
  common,
  login,
  overview,
  settings,
  providers,
  keys,
  requests,
  playground,
};
