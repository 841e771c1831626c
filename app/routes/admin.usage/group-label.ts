import type { useTranslation } from "react-i18next";
import type { UsageData } from "./usage-data.server";
import type { UsageGroup } from "./usage-groups";

type Translate = ReturnType<typeof useTranslation<"usage">>["t"];

/** What people call it, else its id. A group may have any name, also one that every object knows ("constructor"). */
export const nameOf = (names: Record<string, string>, id: string): string =>
  Object.hasOwn(names, id) ? (names[id] ?? id) : id;

export function groupLabel(group: UsageGroup, data: UsageData, t: Translate): string {
  if (group.id === null) return t(`others.${data.split}`, { count: group.size });
  return group.id === "" ? t(`none.${data.split}`) : nameOf(data.names, group.id);
}
