import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { LogDetail } from "~/db/log/log-types";
import type { DecidedBy as Decided } from "./decided-by.server";
import { ruleWords } from "./rule-words";

interface DecidedByProps {
  log: LogDetail;
  decided: Decided | null;
}

/** Which route and rule of it said where the request goes, and why; without a route, the other name that was asked for. */
export function DecidedBy({ log, decided }: DecidedByProps) {
  const { t } = useTranslation("requests");
  const { t: common } = useTranslation();
  const { route, rule, requestedModel, model } = log;
  if (route === null || decided === null) {
    if (requestedModel === null || model === null || requestedModel === model) return null;
    return (
      <>
        {t("detail.askedFor")} <code className="font-mono text-brand-text">{requestedModel}</code>
        {t("detail.comma")}
      </>
    );
  }
  const name = <code className="font-mono">{route}</code>;
  return (
    <>
      {t("detail.route")}{" "}
      {decided.isRoute ? (
        <Link to={`/admin/models/routes/${encodeURIComponent(route)}`} className="text-brand-text hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {t("detail.comma")}
      {rule === null ? null : (
        <>
          {t("detail.rule", { name: decided.kind === null ? rule.index + 1 : common(`ruleKind.${decided.kind}`) })}
          <span className="[overflow-wrap:anywhere]">{t("detail.because", { words: ruleWords(rule.words, t) })}</span>
          {t("detail.comma")}
        </>
      )}
    </>
  );
}
