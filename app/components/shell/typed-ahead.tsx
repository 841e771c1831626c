import { type Dispatch, type SetStateAction, useEffect } from "react";

/** In place of the palette while its file is on its way: what is typed by then is kept, and goes to no shortcut. */
export function TypedAhead({ keep }: { keep: Dispatch<SetStateAction<string>> }) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Backspace") keep((before) => before.slice(0, -1));
      else if (event.key.length === 1) keep((before) => before + event.key);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [keep]);
  return null;
}
