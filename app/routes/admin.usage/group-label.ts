import type { useTranslation } from "react-i18next";
import type { UsageData } from "./usage-data.server";
import type { UsageGroup } from "./usage-groups";

type Translate = ReturnType<typeof useTranslation<"usage">>["t"];

export function groupLabel(group: UsageGroup, data: UsageData, t: Translate): string {
  if (group.id === null) return t(`others.${data.split}`, { count: group.size });
  return group.id === "" ? t(`none.${data.split}`) : (data.names[group.id] ?? group.id);
}
