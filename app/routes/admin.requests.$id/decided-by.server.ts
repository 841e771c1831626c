import { listRoutes } from "~/admin/routes.server";
import type { LogDetail } from "~/db/log/log-types";
import type { Platform } from "~/platform/platform";
import { type RuleKind, ruleKind } from "../admin.models.routes.$name/rule-kind";

export interface DecidedBy {
  /** The route is still there. */
  isRoute: boolean;
  /** What the rule is about; null without one, or where the route was changed since. */
  kind: RuleKind | null;
}

/** What the log row's route and rule are now; null for a request without a route. */
export async function decidedBy(platform: Platform, log: LogDetail): Promise<DecidedBy | null> {
  if (log.route === null) return null;
  const route = (await listRoutes(platform)).find(({ id }) => id === log.route);
  const isSame = route !== undefined && Date.parse(route.updatedAt) <= Date.parse(log.createdAt);
  const rule = isSame && log.rule !== null ? route.rules[log.rule.index] : undefined;
  return { isRoute: route !== undefined, kind: rule === undefined ? null : ruleKind(rule.when) };
}
