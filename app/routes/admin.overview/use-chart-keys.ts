import type { KeyboardEvent } from "react";

/** Places of bars, in any order. */
export interface Drag {
  anchor: number;
  end: number;
}

interface ChartKeys {
  /** How many bars there are. */
  count: number;
  pointed: number | null;
  onPoint: (place: number | null) => void;
  drag: Drag | null;
  onDrag: (drag: Drag | null) => void;
  onOpen: (drag: Drag) => void;
}

/** The chart by keyboard: arrows, Home and End move from bar to bar, with Shift they select some; Enter opens, Escape leaves. */
export function useChartKeys({ count, pointed, onPoint, drag, onDrag, onOpen }: ChartKeys) {
  const placeOf = (key: string): number | null => {
    if (key === "ArrowRight" || key === "ArrowUp") return Math.min(count - 1, (pointed ?? -1) + 1);
    if (key === "ArrowLeft" || key === "ArrowDown") return Math.max(0, (pointed ?? count) - 1);
    if (key === "Home") return 0;
    return key === "End" ? count - 1 : null;
  };
  return (event: KeyboardEvent) => {
    const place = placeOf(event.key);
    if (place !== null) {
      onDrag(event.shiftKey ? { anchor: drag?.anchor ?? pointed ?? place, end: place } : null);
      onPoint(place);
    } else if (event.key === "Enter" && pointed !== null) {
      onDrag(null);
      onOpen(drag ?? { anchor: pointed, end: pointed });
    } else if (event.key === "Escape" && pointed !== null) {
      onDrag(null);
      onPoint(null);
    } else return;
    event.preventDefault();
  };
}
