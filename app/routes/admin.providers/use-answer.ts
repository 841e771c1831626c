import { useEffect, useRef } from "react";

/** Tells of each answer of a fetcher once, when it has come to rest. */
export function useAnswer<Answer>(
  fetcher: { state: string; data: Answer | undefined },
  tell: (answer: NonNullable<Answer>) => void,
): void {
  const told = useRef<unknown>(null);
  const { state, data } = fetcher;
  useEffect(() => {
    if (!data || state !== "idle" || told.current === data) return;
    told.current = data;
    tell(data);
  }, [state, data]);
}
