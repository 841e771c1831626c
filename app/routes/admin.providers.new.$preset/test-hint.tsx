import { useTranslation } from "react-i18next";
import type { ProviderTest } from "~/admin/types";

/** What the upstream said, and what usually helps. */
export function TestHint({ result }: { result: ProviderTest }) {
  const { t } = useTranslation("providers");
  return (
    <div className="border-b bg-bad-soft/40 px-4 py-3 text-sm">
      {result.error ? <p className="break-words font-mono text-xs text-bad-text">{result.error}</p> : null}
      <p className="mt-1 text-xs text-muted-foreground">{t(`test.hint.${hintOf(result.status)}`)}</p>
    </div>
  );
}

function hintOf(status: number): "connect" | "key" | "quota" | "address" | "upstream" | "other" {
  if (status === 0) return "connect";
  if (status === 401 || status === 403) return "key";
  if (status === 402 || status === 429) return "quota";
  if (status === 404 || status === 405) return "address";
  return status >= 500 ? "upstream" : "other";
}
