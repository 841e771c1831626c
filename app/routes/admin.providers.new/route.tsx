import { Check, Plug, Search } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link, useNavigate, useSearchParams } from "react-router";
import { capabilityIcons } from "~/components/capability-icons";
import { Page } from "~/components/page";
import { Input } from "~/components/ui/input";
import { Kbd } from "~/components/ui/kbd";
import { platformContext } from "~/context";
import { type PresetCategory, presets } from "~/gateway/catalog/presets";
import type { Capability } from "~/gateway/config/config";
import { cn } from "~/lib/class-names";
import type { Route } from "./+types/route";
import { PresetCard, shownCapabilities } from "./preset-card";

export async function loader({ context }: Route.LoaderArgs) {
  const { providers } = await context.get(platformContext).gateway.config();
  const added = new Set(providers.map((provider) => provider.preset));
  return {
    presets: presets.map(({ id, name, mark, hue, category, capabilities, models }) => ({
      id,
      name,
      mark,
      hue,
      category,
      capabilities,
      modelCount: models.length,
      added: added.has(id),
    })),
  };
}

export type PresetChoice = Awaited<ReturnType<typeof loader>>["presets"][number];

const categories: PresetCategory[] = ["top", "china", "platforms", "specialised", "emerging", "local", "more"];

export default function NewProvider({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [parameters] = useSearchParams();
  const [text, setText] = useState(parameters.get("q") ?? "");
  const navigate = useNavigate();
  const grid = useRef<HTMLDivElement>(null);
  const wanted = new Set(parameters.getAll("capability"));
  const search = text.trim().toLowerCase();
  const shown = loaderData.presets.filter(
    (preset) =>
      `${preset.id} ${preset.name.en} ${preset.name.zh}`.toLowerCase().includes(search) &&
      [...wanted].every((capability) => preset.capabilities.some((own) => own === capability)),
  );
  /** The address with a capability wanted, or no longer. */
  const toggled = (capability: Capability) => {
    const next = new URLSearchParams(parameters);
    if (next.has("capability", capability)) next.delete("capability", capability);
    else next.append("capability", capability);
    return `?${next}`;
  };
  const customHref = `/admin/providers/new/custom${shown.length === 0 && text.trim() ? `?name=${encodeURIComponent(text.trim())}` : ""}`;
  return (
    <Page
      title={t("add")}
      crumbs={[{ label: t("title"), to: "/admin/providers" }]}
      actions={
        <span className="flex items-center gap-1.5 text-xs text-muted-foreground max-lg:hidden">
          <Kbd>Esc</Kbd>
          {common("cancel")}
        </span>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the links and the field inside, heard in one place */}
      <div
        ref={grid}
        onKeyDown={(event) => {
          if (event.key === "Escape") void navigate("/admin/providers");
          else moveFocus(event, grid.current);
        }}
      >
        <div className="flex flex-wrap items-center gap-2">
          <Form
            method="get"
            role="search"
            className="relative w-full lg:w-[340px]"
            onSubmit={(event) => event.preventDefault()}
          >
            <Search className="absolute inset-y-0 left-3 my-auto size-4 text-muted-foreground" aria-hidden />
            <Input
              type="search"
              name="q"
              data-shortcut="filter"
              autoFocus
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                const first = shown[0];
                void navigate(first ? `/admin/providers/new/${first.id}` : customHref);
              }}
              placeholder={t("picker.search", { count: loaderData.presets.length })}
              aria-label={t("picker.search", { count: loaderData.presets.length })}
              className="h-10 pl-9 text-base"
            />
            {[...wanted].map((capability) => (
              <input key={capability} type="hidden" name="capability" value={capability} />
            ))}
          </Form>
          <fieldset className="flex flex-wrap gap-1.5 pointer-coarse:gap-y-3 lg:ml-2">
            <legend className="sr-only">{t("filter.capability")}</legend>
            {shownCapabilities.map((capability) => {
              const Icon = capabilityIcons[capability];
              return (
                <Link
                  key={capability}
                  to={toggled(capability)}
                  replace
                  preventScrollReset
                  aria-current={wanted.has(capability) || undefined}
                  className="inline-flex h-8 items-center gap-1.5 rounded-full border bg-card px-3 text-xs font-medium text-muted-foreground hover:border-border-strong hover:text-foreground aria-[current]:border-brand-line aria-[current]:bg-brand-soft aria-[current]:text-brand-text"
                >
                  <Icon className="size-3.5" aria-hidden />
                  {common(`capability.${capability}`)}
                </Link>
              );
            })}
          </fieldset>
          <span className="ml-auto text-xs text-muted-foreground max-2xl:hidden">{t("picker.prefilled")}</span>
        </div>
        {categories.map((category) => {
          const members = shown.filter((preset) => preset.category === category);
          if (members.length === 0) return null;
          return (
            <section key={category} className="mt-[18px]">
              <h2 className="mb-2 flex items-center gap-2 text-sm font-medium">
                {t(`category.${category}`)}
                <span className="tnum text-xs font-normal text-muted-foreground">{members.length}</span>
                <span className="ml-1 h-px flex-1 bg-border" />
              </h2>
              <div className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-4 xl:grid-cols-5">
                {members.map((preset) => (
                  <PresetCard key={preset.id} preset={preset} />
                ))}
              </div>
            </section>
          );
        })}
        <section className="mt-[18px] grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-4 xl:grid-cols-5">
          <Link
            to={customHref}
            data-preset
            className={cn(
              "flex h-[56px] items-center gap-3 rounded-lg border border-dashed border-border-strong px-2.5 hover:border-ring",
              shown.length === 0 && "border-ring",
            )}
          >
            <span className="flex size-[34px] shrink-0 items-center justify-center rounded-md bg-muted text-muted-foreground">
              <Plug className="size-4" aria-hidden />
            </span>
            <span className="min-w-0 leading-[1.1rem]">
              <span className="block truncate font-medium">{t("custom.name")}</span>
              <span className="block truncate text-xs text-muted-foreground">
                {shown.length === 0 && text.trim() ? t("custom.named", { name: text.trim() }) : t("custom.help")}
              </span>
            </span>
          </Link>
        </section>
        <div className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-1 text-xs text-muted-foreground">
          <span className="inline-flex items-center gap-1.5">
            <Check className="size-3.5 text-ok-text" aria-hidden />
            {t("picker.addedLegend")}
          </span>
          <span>{t("picker.numberLegend")}</span>
        </div>
      </div>
    </Page>
  );
}

/** Arrow keys walk over the cards by their places on the screen. */
function moveFocus(event: KeyboardEvent, root: HTMLElement | null) {
  const steps: Record<string, [number, number]> = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };
  const step = steps[event.key];
  const active = document.activeElement;
  if (!step || !root || !(active instanceof HTMLElement)) return;
  const inField = active instanceof HTMLInputElement;
  if (inField && step[1] !== 1) return;
  const cards = [...root.querySelectorAll<HTMLElement>("[data-preset]")];
  const from = active.getBoundingClientRect();
  const best = inField ? cards[0] : nearest(cards, active, from, step);
  if (!best) return;
  event.preventDefault();
  best.focus();
}

function nearest(cards: HTMLElement[], active: HTMLElement, from: DOMRect, [dx, dy]: [number, number]) {
  if (dx !== 0) return cards[cards.indexOf(active) + dx];
  const candidates = cards
    .map((card) => ({ card, place: card.getBoundingClientRect() }))
    .filter(({ place }) => (dy > 0 ? place.top > from.bottom - 1 : place.bottom < from.top + 1))
    .map(({ card, place }) => ({
      card,
      distance: Math.abs(place.top - from.top) * 10 + Math.abs(place.left - from.left),
    }))
    .sort((a, b) => a.distance - b.distance);
  return candidates[0]?.card;
}
