import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { isUnanswered } from "~/components/checked-form/refusal";

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

/** Why a write at once (a switch, a drag) did not happen. */
export function useReason(): (failure: { code: string; message: string }) => string {
  const { t } = useTranslation();
  return ({ code, message }) => (isUnanswered(code) ? t(`write.${code}`) : message);
}
