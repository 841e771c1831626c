import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CapabilityIcons } from "~/components/capability-icons";
import { Tile } from "~/components/tile";
import type { Capability } from "~/gateway/config/config";
import type { PresetChoice } from "./route";

/** Those that tell presets apart; the rest would crowd the card. */
export const shownCapabilities: Capability[] = ["chat", "embeddings", "image", "audio", "vision", "tools"];

export function PresetCard({ preset }: { preset: PresetChoice }) {
  const { t, i18n } = useTranslation("providers");
  return (
    <Link
      to={`/admin/providers/new/${preset.id}`}
      data-preset
      className="flex h-[56px] items-center gap-3 rounded-lg border bg-card px-2.5 shadow-card hover:border-border-strong focus-visible:border-ring"
    >
      <Tile mark={preset.mark} hue={preset.hue} size={34} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <span className="truncate font-medium">
            {i18n.language.startsWith("zh") ? preset.name.zh : preset.name.en}
          </span>
          {preset.added ? (
            <>
              <Check className="size-3.5 shrink-0 text-ok-text" aria-hidden />
              <span className="sr-only">{t("picker.added")}</span>
            </>
          ) : null}
          {preset.modelCount > 0 ? (
            <span className="tnum ml-auto shrink-0 text-2xs text-muted-foreground">{preset.modelCount}</span>
          ) : null}
        </span>
        <CapabilityIcons
          capabilities={preset.capabilities.filter((capability) => shownCapabilities.includes(capability))}
          className="mt-1 [&_svg]:size-[13px]"
        />
      </span>
    </Link>
  );
}
