import { useEffect, useState } from "react";

/** Under this a wait shows nothing of itself: to quieten a page and take that back would cost two drawings of all of it. */
const shortMs = 150;

/** Whether `active` has held for longer than 150 ms. */
export function useLong(active: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setLong(true), shortMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [active]);
  return active && long;
}
