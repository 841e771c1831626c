import { createContext, useContext } from "react";

export const ShortcutListContext = createContext<() => void>(() => {});

/** Opens the list of shortcuts. */
export function useShortcutList(): () => void {
  return useContext(ShortcutListContext);
}
