import { CornerDownLeft } from "lucide-react";
import { Highlight } from "~/components/shell/highlight";
import type { PaletteItem } from "~/components/shell/palette-items";
import { Tile } from "~/components/tile";
import { CommandItem } from "~/components/ui/command";
import { Kbd } from "~/components/ui/kbd";
import { cn } from "~/lib/class-names";

export const paletteRow = "min-h-10 gap-3 rounded-md px-3 [&_svg]:size-4 [&_svg]:text-muted-foreground";

interface PaletteRowProps {
  item: PaletteItem;
  /** The item's own, or with a mark where it stands twice. */
  value: string;
  search: string;
  onSelect: () => void;
}

export function PaletteRow({ item, value, search, onSelect }: PaletteRowProps) {
  const { icon: Icon, tile, label, synonyms = [], hint, key, mono } = item;
  return (
    <CommandItem className={cn(paletteRow, "group")} value={value} keywords={[label, ...synonyms]} onSelect={onSelect}>
      {tile ? <Tile mark={tile.mark} hue={tile.hue} size={20} dim={tile.dim} /> : Icon ? <Icon aria-hidden /> : null}
      <span className={cn("min-w-0 truncate", mono && "font-mono text-xs")}>
        <Highlight text={label} search={search} />
      </span>
      {hint ? <span className="truncate text-xs text-muted-foreground">{hint}</span> : null}
      {key ? (
        <span className="ml-auto flex gap-1" aria-hidden="true">
          <Kbd>G</Kbd>
          <Kbd>{key.toUpperCase()}</Kbd>
        </span>
      ) : (
        <CornerDownLeft aria-hidden className="ml-auto hidden size-3.5! group-data-[selected=true]:block" />
      )}
    </CommandItem>
  );
}
