import { KeyRound, ScrollText } from "lucide-react";
import { Dialog as DialogPrimitive } from "radix-ui";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useNavigate } from "react-router";
import { useEnvironment } from "~/components/environment";
import { themeIcons } from "~/components/shell/account-menu";
import { Highlight } from "~/components/shell/highlight";
import { allPages } from "~/components/shell/navigation";
import type { ProviderState } from "~/components/status-label";
import { Tile } from "~/components/tile";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { overlayClassName } from "~/components/ui/dialog";
import { Kbd } from "~/components/ui/kbd";
import { themes } from "~/lib/preferences";

/** What /admin/palette answers. */
export interface PaletteData {
  providers: { id: string; name: string; mark: string; hue: number; state: ProviderState; priority: number }[];
  keys: { id: string; name: string; hint: string }[];
}

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Cmd or Ctrl K: pages, providers, keys, themes, and a pasted request id. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const { t } = useTranslation();
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={overlayClassName} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className="fixed left-1/2 top-[13dvh] z-50 w-[620px] max-w-[calc(100vw-24px)] -translate-x-1/2 animate-fade-in overflow-hidden rounded-xl bg-popover shadow-pop outline-none max-sm:top-3"
        >
          <DialogPrimitive.Title className="sr-only">{t("palette.title")}</DialogPrimitive.Title>
          <PaletteBody close={() => onOpenChange(false)} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

/** Ids of requests are long and have no spaces. */
const requestId = /^[\w-]{16,}$/;

function PaletteBody({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { setPreference } = useEnvironment();
  const { load, data } = useFetcher<PaletteData>();
  const [search, setSearch] = useState("");
  useEffect(() => {
    void load("/admin/palette");
  }, [load]);
  const open = (to: string) => {
    close();
    void navigate(to);
  };
  const pasted = search.trim();
  const item = "min-h-10 gap-3 rounded-md px-3 [&_svg]:size-4 [&_svg]:text-muted-foreground";
  return (
    <Command
      label={t("palette.title")}
      className="[&_[data-slot=command-input]]:h-[52px] [&_[data-slot=command-input]]:text-base"
    >
      <CommandInput value={search} onValueChange={setSearch} placeholder={t("palette.placeholder")} />
      <CommandList className="max-h-[min(60dvh,440px)] p-2">
        <CommandEmpty>{t("palette.nothing")}</CommandEmpty>
        {requestId.test(pasted) ? (
          <CommandGroup heading={t("nav.requests")}>
            <CommandItem className={item} value={pasted} onSelect={() => open(`/admin/requests/${pasted}`)}>
              <ScrollText aria-hidden />
              <span className="truncate">
                {t("palette.openRequest")} <span className="font-mono text-xs">{pasted}</span>
              </span>
            </CommandItem>
          </CommandGroup>
        ) : null}
        <CommandGroup heading={t("palette.goTo")}>
          {allPages.map(({ id, to, icon: Icon, key }) => (
            <CommandItem
              key={id}
              className={item}
              value={`page ${id}`}
              keywords={[t(`nav.${id}`)]}
              onSelect={() => open(to)}
            >
              <Icon aria-hidden />
              <Highlight text={t(`nav.${id}`)} search={search} />
              <span className="ml-auto flex gap-1" aria-hidden="true">
                <Kbd>G</Kbd>
                <Kbd>{key?.toUpperCase()}</Kbd>
              </span>
            </CommandItem>
          ))}
        </CommandGroup>
        {data && data.providers.length > 0 ? (
          <CommandGroup heading={t("nav.providers")}>
            {data.providers.map((provider) => (
              <CommandItem
                key={provider.id}
                className={item}
                value={`provider ${provider.id}`}
                keywords={[provider.name]}
                onSelect={() => open(`/admin/providers/${encodeURIComponent(provider.id)}`)}
              >
                <Tile mark={provider.mark} hue={provider.hue} size={20} dim={provider.state === "off"} />
                <Highlight text={provider.name} search={search} />
                <span className="truncate text-xs text-muted-foreground">
                  {t("palette.provider", { state: t(`state.${provider.state}`), priority: provider.priority })}
                </span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        {data && data.keys.length > 0 ? (
          <CommandGroup heading={t("nav.keys")}>
            {data.keys.map((key) => (
              <CommandItem
                key={key.id}
                className={item}
                value={`key ${key.id}`}
                keywords={[key.name]}
                onSelect={() => open(`/admin/requests?key=${encodeURIComponent(key.id)}`)}
              >
                <KeyRound aria-hidden />
                <Highlight text={t("palette.requestsOf", { name: key.name })} search={search} />
                <span className="truncate font-mono text-xs text-muted-foreground">{key.hint}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        <CommandGroup heading={t("theme.label")}>
          {themes.map((theme) => {
            const Icon = themeIcons[theme];
            return (
              <CommandItem
                key={theme}
                className={item}
                value={`theme ${theme}`}
                keywords={[t(`theme.${theme}`)]}
                onSelect={() => {
                  setPreference("theme", theme);
                  close();
                }}
              >
                <Icon aria-hidden />
                <Highlight text={t(`theme.${theme}`)} search={search} />
              </CommandItem>
            );
          })}
        </CommandGroup>
      </CommandList>
      <div className="flex items-center gap-4 border-t px-5 py-2.5 text-xs text-muted-foreground">
        <span className="flex items-center gap-1.5">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd>
          {t("palette.move")}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd>↵</Kbd>
          {t("palette.choose")}
        </span>
        <span className="ml-auto truncate max-sm:hidden">{t("palette.pasteHint")}</span>
      </div>
    </Command>
  );
}
