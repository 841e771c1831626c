import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "~/components/ui/card";
import { When } from "~/components/when";
import { KeyMenu } from "./key-menu";
import type { KeyView } from "./key-views.server";
import { LimitMeter } from "./limit-meter";
import { KeyStatusLabel } from "./status-label";

/** The table's rows on a phone. */
export function KeyCards({ keys }: { keys: KeyView[] }) {
  const { t } = useTranslation("keys");
  return (
    <ul className="space-y-2 lg:hidden">
      {keys.map((key) => (
        <li key={key.id}>
          <Card className="relative p-3">
            <div className="flex items-start gap-2">
              <div className="min-w-0 flex-1 leading-[1.15rem]">
                <Link
                  to={`?edit=${encodeURIComponent(key.id)}`}
                  preventScrollReset
                  data-row-id={key.id}
                  className="block truncate text-base font-medium after:absolute after:inset-0"
                >
                  {key.name}
                </Link>
                <div className="truncate text-xs text-muted-foreground">
                  <code className="font-mono">
                    {key.prefix}…{key.lastFour}
                  </code>{" "}
                  · <When time={key.lastUsedAt} empty={t("never")} />
                </div>
              </div>
              <KeyStatusLabel status={key.status} />
              <span className="relative -mr-1.5 -mt-1">
                <KeyMenu view={key} />
              </span>
            </div>
            <dl className="mt-2.5 grid grid-cols-3 gap-4">
              {(["rpm", "tpm", "budget"] as const).map((limit) => (
                <div key={limit} className="min-w-0">
                  <dt className="truncate text-2xs text-muted-foreground">{t(`column.${limit}`)}</dt>
                  <dd>
                    <LimitMeter view={key} limit={limit} />
                  </dd>
                </div>
              ))}
            </dl>
          </Card>
        </li>
      ))}
    </ul>
  );
}
