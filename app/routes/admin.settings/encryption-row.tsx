import { useRef } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { EncryptionState } from "~/admin/encryption.server";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { useLate } from "~/components/late";
import { showProblem } from "~/components/page-problem";
import { StatusLabel } from "~/components/status-label";
import { confirmDone } from "~/components/toast";
import { Button } from "~/components/ui/button";
import type { clientAction } from "./route";
import { Row } from "./section";

interface EncryptionRowProps {
  state: EncryptionState | Promise<EncryptionState>;
}

/** Under which key the stored secrets are; after a change of the key, the way to be rid of the former one. */
export function EncryptionRow({ state }: EncryptionRowProps) {
  const { t } = useTranslation(["settings", "common"]);
  const fetcher = useReseal();
  const { value, failed } = useLate(state);
  if (value !== null) return <Encryption state={value} fetcher={fetcher} />;
  if (failed) return <Row label={t("access.encryption")} error={t("access.encryptionUnknown")} />;
  return <Row label={t("access.encryption")} text={t("access.encryptionCounting")} />;
}

type Fetcher = ReturnType<typeof useReseal>;

/** Some slices a call, until nothing is left. Without scripts each press does one call. */
function useReseal() {
  const { t } = useTranslation(["settings", "common"]);
  const fetcher = useFetcher<typeof clientAction>();
  const reason = useReason();
  const count = useRef(0);
  useAnswer(fetcher, (answer) => {
    if ("ok" in answer) {
      count.current = 0;
      showProblem(t("access.resealFailed"), reason(answer));
      return;
    }
    if (answer.intent !== "reseal") return;
    const { secrets, content, nextCursor } = answer.resealed;
    count.current += secrets + content;
    if (nextCursor !== null) {
      void fetcher.submit({ intent: "reseal", cursor: nextCursor }, { method: "post", action: "/admin/settings" });
      return;
    }
    confirmDone(t("access.resealed", { count: count.current }), { id: "resealed" });
    count.current = 0;
  });
  return fetcher;
}

interface EncryptionProps {
  state: EncryptionState;
  fetcher: Fetcher;
}

function Encryption({ state: { formerKeys, secrets, content, videoIds }, fetcher }: EncryptionProps) {
  const { t } = useTranslation(["settings", "common"]);
  const code = <code className="font-mono text-xs" />;
  const kept = content?.former ?? 0;
  const left = secrets.former + kept;
  const text =
    formerKeys === 0 ? (
      <Trans t={t} i18nKey="access.encryptionText" components={{ code }} />
    ) : left > 0 ? (
      t("access.encryptionLeft", { secrets: secrets.former, content: kept })
    ) : (
      <Trans t={t} i18nKey="access.encryptionDone" components={{ code }} />
    );
  return (
    <Row
      label={t("access.encryption")}
      text={
        <>
          {text}
          {videoIds > 0 ? ` ${t("access.encryptionVideos", { count: videoIds })}` : null}
          {secrets.unknown > 0 ? (
            <span className="mt-1 block text-warn-text">
              <Trans t={t} i18nKey="access.encryptionLost" values={{ count: secrets.unknown }} components={{ code }} />
            </span>
          ) : null}
        </>
      }
    >
      {formerKeys === 0 ? null : left > 0 ? (
        <fetcher.Form method="post" action="/admin/settings" preventScrollReset>
          <input type="hidden" name="intent" value="reseal" />
          <Button type="submit" variant="outline" busy={fetcher.state !== "idle"}>
            {t("access.reseal")}
          </Button>
        </fetcher.Form>
      ) : (
        <StatusLabel state="healthy" label={t("access.encryptionNone")} />
      )}
    </Row>
  );
}
