import { useTranslation } from "react-i18next";
import type { CapturedText } from "~/gateway/capture/capture";
import { formatBytes } from "~/lib/format";
import { BodyText } from "./body-text";

interface RecordedBodyProps {
  label: string;
  note?: string | null;
  body: CapturedText | null;
}

/** One recorded body; JSON is written out over lines. */
export function RecordedBody({ label, note, body }: RecordedBodyProps) {
  const { t } = useTranslation("requests");
  return (
    <section>
      <h4 className="mb-1.5 flex flex-wrap gap-x-2 text-xs text-muted-foreground">
        <span className="font-medium text-foreground">{label}</span>
        {note && body !== null ? <span>{note}</span> : null}
        {body === null ? null : (
          <span className="tnum ml-auto">
            {body.truncated
              ? t("body.truncated", { size: formatBytes(512 * 1024), whole: formatBytes(body.bytes) })
              : formatBytes(body.bytes)}
          </span>
        )}
      </h4>
      {body === null ? (
        <p className="text-sm text-muted-foreground">{t("body.noText")}</p>
      ) : (
        <BodyText text={pretty(body.text)} />
      )}
    </section>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
