import { useEffect, useSyncExternalStore } from "react";
import { useEnvironment } from "~/components/environment";
import { writePreference } from "~/lib/preferences";

const query = "(min-width: 64rem)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

const read = () => (window.matchMedia(query).matches ? "tables" : "cards");

/**
 * Whether the window has room for tables, or cards stand in their place. The server knows it from the page before; on the very
 * first visit it draws both, and the style sheet shows one.
 */
export function useRoom(): "tables" | "cards" | "both" {
  const { preferences } = useEnvironment();
  const room = useSyncExternalStore(subscribe, read, () => preferences.room ?? "both");
  useEffect(() => {
    if (room !== "both" && room !== preferences.room) writePreference("room", room);
  }, [room, preferences.room]);
  return room;
}
