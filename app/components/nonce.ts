import { createContext } from "react";

/** Marks the page's own inline scripts while the server writes them; browsers do not show it to scripts, so there is none there. */
export const NonceContext = createContext<string | undefined>(undefined);
