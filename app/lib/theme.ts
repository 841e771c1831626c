import type { Theme } from "./preferences";

/** Runs in <head> before the first paint; the wish is read from the cookie. */
export const themeScript = `(function(){var m=/(?:^|; )theme=(\\w+)/.exec(document.cookie),t=m?m[1]:"system";document.documentElement.classList.toggle("dark",t==="dark"||(t!=="light"&&matchMedia("(prefers-color-scheme: dark)").matches))})()`;

function darkWanted(theme: Theme): boolean {
  return theme === "dark" || (theme === "system" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}

/** In the browser, at once; keeping it is the preference cookie's job. */
export function showTheme(theme: Theme): void {
  document.documentElement.classList.toggle("dark", darkWanted(theme));
}
