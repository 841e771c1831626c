/** The first of the list, but what needs attention never falls off it; the order stays. */
export function shownProviders<Line extends { state: string }>(lines: Line[], limit: number): Line[] {
  const troubled = (line: Line) => line.state !== "healthy" && line.state !== "off";
  const wanted = new Set([...lines.filter(troubled), ...lines.filter((line) => !troubled(line))].slice(0, limit));
  return lines.filter((line) => wanted.has(line));
}
