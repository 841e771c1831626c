import { useTranslation } from "react-i18next";
import { formatBytes } from "~/lib/format";
import type { Platform } from "~/platform/platform";
import { Row, Section } from "./section";

export interface About {
  version: string;
  host: Platform["host"];
  /** Where the host tells it. */
  databaseBytes: number | null;
}

export function AboutSection({ about }: { about: About }) {
  const { t } = useTranslation("settings");
  return (
    <Section id="about" title={t("about.title")}>
      <Row label={t("about.version")}>
        <span className="tnum font-mono text-xs">{about.version}</span>
      </Row>
      <Row label={t("about.host")}>
        <span>{t(`about.hosts.${about.host}`)}</span>
      </Row>
      <Row label={t("about.database")}>
        <span className="tnum">
          {t(about.host === "node" ? "about.sqlite" : "about.d1")}
          {about.databaseBytes === null ? null : ` · ${formatBytes(about.databaseBytes)}`}
        </span>
      </Row>
    </Section>
  );
}
