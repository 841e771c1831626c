import type { Resources } from "./en/resources";
import type { Language } from "./language";
import type { Translation } from "./translation";

/** In the browser only the language in use is loaded. */
export async function loadResources(language: Language): Promise<Translation<Resources>> {
  const { resources } = language === "en" ? await import("./en/resources") : await import("./zh-CN/resources");
  return resources;
}
