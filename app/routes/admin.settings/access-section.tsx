import { Trans, useTranslation } from "react-i18next";
import { Form, Link, useNavigation } from "react-router";
import type { EncryptionState } from "~/admin/encryption.server";
import type { AdminKey } from "~/admin/types";
import { StatusLabel } from "~/components/status-label";
import { Button } from "~/components/ui/button";
import { When } from "~/components/when";
import type { Platform } from "~/platform/platform";
import { EncryptionRow } from "./encryption-row";
import { Row, Section } from "./section";

/** A key with the role `admin`, as far as it is shown here. */
type AdminKeyLine = Pick<AdminKey, "id" | "name" | "prefix" | "lastFour" | "lastUsedAt" | "enabled">;

interface AccessSectionProps {
  host: Platform["host"];
  hasAdminToken: boolean;
  adminKeys: AdminKeyLine[];
  encryption: EncryptionState | Promise<EncryptionState>;
}

/** How an admin gets in. The password and the token belong to the host, so this page only says where they are. */
export function AccessSection({ host, hasAdminToken, adminKeys, encryption }: AccessSectionProps) {
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
          <Link to="/admin/keys?new=admin">{t("access.keysCreate")}</Link>
        </Button>
      </Row>
      {adminKeys.length > 0 ? (
        <ul aria-label={t("access.keys")} className="border-t bg-muted/40">
          {adminKeys.map(({ id, name, prefix, lastFour, lastUsedAt, enabled }) => (
            <li key={id} className="flex min-h-10 items-center gap-4 border-t px-5 text-sm first:border-0">
              <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
              <code className="font-mono text-xs text-muted-foreground max-sm:hidden">
                {prefix}…{lastFour}
              </code>
              <span className="text-xs text-muted-foreground">
                {enabled ? (
                  <>
                    {t("access.used")} <When time={lastUsedAt} empty={t("access.never")} />
                  </>
                ) : (
                  t("access.paused")
                )}
              </span>
              <Link
                to={`/admin/keys?edit=${encodeURIComponent(id)}`}
                className="flex h-6 items-center rounded text-xs font-medium text-brand-text hover:underline pointer-coarse:h-11"
              >
                {t("access.keysEdit")}
                <span className="sr-only"> {name}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
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
      <EncryptionRow state={encryption} />
    </Section>
  );
}
