import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import { SwitchButton } from "~/components/ui/switch";
import { formatShare } from "~/lib/format";
import type { writeRow } from "./actions.server";
import { AloneDialog } from "./alone-dialog";
import type { ProviderView } from "./provider-views.server";
import type { Tier } from "./tiers";

interface EnableSwitchProps {
  provider: Pick<ProviderView, "id" | "face" | "enabled" | "servesAlone">;
  share?: number;
  tier?: Tier;
}

/** Applies at once and offers Undo; asks first where models would have no provider left. */
export function EnableSwitch({ provider, share = 0, tier }: EnableSwitchProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeRow>();
  const reason = useReason();
  const [asking, setAsking] = useState(false);
  const pending = fetcher.formData?.get("enabled");
  const enabled = pending == null ? provider.enabled : pending === "true";
  // Said once the switch is off: by then the share has moved already.
  const farewell = useRef("");
  const submit = (next: boolean) =>
    void fetcher.submit(
      { intent: "enable", id: provider.id, enabled: String(next) },
      { method: "post", action: "/admin/providers" },
    );
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      showProblem(t("toast.failed", { name: provider.face.name }), reason(answer));
    } else if (answer.intent === "enable") {
      const { name } = provider.face;
      confirmDone(t(answer.enabled ? "toast.on" : "toast.off", { name }), {
        ...(answer.enabled || farewell.current === "" ? {} : { description: farewell.current }),
        duration: 8000,
        action: { label: common("undo"), onClick: () => submit(!answer.enabled) },
      });
    }
  });
  const farewellNow = () => {
    const others =
      tier?.providers.filter((other) => other.id !== provider.id && (tier.shares[other.id] ?? 0) > 0) ?? [];
    if (others.length === 0) return "";
    return t("toast.offShare", {
      share: formatShare(share),
      others: others.map((other) => other.face.name).join(", "),
    });
  };
  return (
    <>
      <fetcher.Form
        method="post"
        action="/admin/providers"
        className="flex"
        onSubmit={() => (farewell.current = farewellNow())}
      >
        <input type="hidden" name="intent" value="enable" />
        <input type="hidden" name="id" value={provider.id} />
        <input type="hidden" name="enabled" value={String(!enabled)} />
        <SwitchButton
          checked={enabled}
          aria-label={t("enable", { name: provider.face.name })}
          onClick={(event) => {
            if (!enabled || provider.servesAlone.length === 0) return;
            event.preventDefault();
            setAsking(true);
          }}
        />
      </fetcher.Form>
      <AloneDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("alone.title", { name: provider.face.name })}
        confirm={t("alone.confirm")}
        onConfirm={() => {
          farewell.current = farewellNow();
          submit(false);
        }}
        models={provider.servesAlone}
      />
    </>
  );
}
