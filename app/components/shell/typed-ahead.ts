// What is typed between the key that opens the palette and the moment its field is there: its file may be on its way.

let typed = "";

function listen(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Backspace") typed = typed.slice(0, -1);
  else if (event.key.length === 1) typed += event.key;
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Keeps it from now on, and from the page's shortcuts. */
export function keepTyping() {
  typed = "";
  window.addEventListener("keydown", listen, true);
}

export function stopTyping() {
  window.removeEventListener("keydown", listen, true);
}

export const typedAhead = (): string => typed;
