import { useTranslation } from "react-i18next";
import type { ConfigChange } from "~/admin/types";
import { Badge } from "~/components/ui/badge";

const tones = { create: "ok", update: "info", delete: "bad" } as const;

/** What an import would create, change and remove. */
export function ChangeList({ changes }: { changes: ConfigChange[] }) {
  const { t } = useTranslation("settings");
  return (
    <ul className="scroll-thin max-h-80 overflow-y-auto">
      {changes.map((change) => (
        <li
          key={`${change.action} ${change.kind} ${change.id}`}
          className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b px-5 py-2 last:border-0"
        >
          <Badge variant={tones[change.action]} className="w-14 justify-center">
            {t(`change.${change.action}`)}
          </Badge>
          <span className="w-16 text-xs text-muted-foreground">{t(`change.${change.kind}`)}</span>
          <span className="break-all font-mono text-xs">{change.id}</span>
          {change.action === "update" ? (
            <span className="ml-auto break-all font-mono text-2xs text-muted-foreground">
              {change.fields.join(", ")}
            </span>
          ) : null}
          {change.secretsMoveTo === undefined ? null : (
            <p className="w-full break-words text-xs text-warn-text">
              {t("change.secretsMoveTo", { origin: change.secretsMoveTo })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
