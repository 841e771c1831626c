import type { CSSProperties } from "react";
import { cn } from "~/lib/class-names";

interface TileProps {
  /** Two letters. */
  mark: string;
  /** 0..360; lightness and chroma are fixed, so every hue is readable. */
  hue: number;
  size?: 14 | 16 | 18 | 20 | 22 | 28 | 30 | 34;
  /** Off or unusable. */
  dim?: boolean;
  className?: string;
}

/** A provider's lettermark. Decorative: its name stands beside it. */
export function Tile({ mark, hue, size = 28, dim, className }: TileProps) {
  const style = { "--tile-hue": hue, width: size, height: size, fontSize: Math.max(8.5, size * 0.39) } as CSSProperties;
  return (
    <span
      data-slot="tile"
      aria-hidden="true"
      style={style}
      className={cn("tile", size <= 20 && "rounded", dim && "grayscale", className)}
    >
      {mark}
    </span>
  );
}
