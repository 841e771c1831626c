import { isLanguage } from "./language";
import { loadNamespaces, namespacesOf } from "./load-resources";

const shown = document.documentElement.lang;

/** What the server has written this page in. */
export const firstLanguage = isLanguage(shown) ? shown : "en";

/** On their way before the libraries are run: this file needs none of them. */
export const firstMessages = loadNamespaces(firstLanguage, namespacesOf(location.pathname));
