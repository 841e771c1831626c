import { useEffect } from "react";
import { useRevalidator } from "react-router";

/** The playground's key lives two hours. */
const keyRefreshMs = 3_600_000;

/** A page that stays open gets a new key from its loader before the old one ends. */
export function useFreshKey(): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => void revalidate(), keyRefreshMs);
    return () => clearInterval(timer);
  }, [revalidate]);
}
