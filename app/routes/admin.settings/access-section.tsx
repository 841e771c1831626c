import { Trans, useTranslation } from "react-i18next";
import { Form, Link, useNavigation } from "react-router";
import { StatusLabel } from "~/components/status-label";
import { Button } from "~/components/ui/button";
import type { Platform } from "~/platform/platform";
import { Row, Section } from "./section";

interface AccessSectionProps {
  host: Platform["host"];
  hasAdminToken: boolean;
  adminKeys: number;
}

/** How an admin gets in. The password and the token belong to the host, so this page only says where they are. */
export function AccessSection({ host, hasAdminToken, adminKeys }: AccessSectionProps) {
  const { t } = useTranslation(["settings", "common"]);
  const navigation = useNavigation();
  const code = <code className="font-mono text-xs" />;
  return (
    <Section id="access" title={t("access.title")}>
      <Row
        label={t("access.password")}
        text={<Trans t={t} i18nKey={`access.passwordText.${host}`} components={{ code }} />}
      />
      <Row label={t("access.token")} text={<Trans t={t} i18nKey="access.tokenText" components={{ code }} />}>
        <StatusLabel
          state={hasAdminToken ? "healthy" : "off"}
          label={t(hasAdminToken ? "access.tokenSet" : "access.tokenMissing")}
        />
      </Row>
      <Row label={t("access.keys")} text={t("access.keysText")}>
        <Button asChild variant="outline">
          <Link to="/admin/keys">{t("access.keysOpen", { count: adminKeys })}</Link>
        </Button>
      </Row>
      <Row label={t("access.session")} text={t("access.sessionText")}>
        <Form method="post" action="/logout" preventScrollReset>
          <input type="hidden" name="intent" value="others" />
          <Button type="submit" variant="outline" busy={navigation.formData?.get("intent") === "others"}>
            {t("access.signOutOthers")}
          </Button>
        </Form>
        <Form method="post" action="/logout">
          <Button type="submit" variant="outline">
            {t("common:account.signOut")}
          </Button>
        </Form>
      </Row>
    </Section>
  );
}
