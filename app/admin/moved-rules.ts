import type { MovedRules } from "~/db/rule-hits.server";
import { defaultRoute } from "~/gateway/catalog/default-route";
import { type RouteConfig, routeSchema } from "~/gateway/config/config";
import { sameJson } from "~/lib/same-json";

/**
 * Where the rules of a route go that is stored in place of `stored`; none where all stay. A rule is the same one while its
 * conditions are; one whose conditions were edited in place is as well.
 */
export function movedRules(stored: { document: unknown } | undefined, route: RouteConfig): MovedRules[] {
  const before = stored !== undefined ? stored.document : route.id === defaultRoute.id ? defaultRoute : null;
  if (before === null) return [];
  const old = routeSchema.parse(before).rules;
  const places: (number | null)[] = old.map(() => null);
  const taken = new Set<number>();
  const settle = (choose: (from: number, to: number) => boolean) => {
    for (const from of places.keys()) {
      if (places[from] !== null) continue;
      const to = route.rules.findIndex((_, index) => !taken.has(index) && choose(from, index));
      if (to < 0) continue;
      places[from] = to;
      taken.add(to);
    }
  };
  const isSame = (from: number, to: number) => sameJson(old[from]?.when, route.rules[to]?.when);
  settle((from, to) => from === to && isSame(from, to));
  settle(isSame);
  settle((from, to) => from === to);
  const moves = [...places.entries()].filter(([from, to]) => from !== to);
  return moves.length === 0 ? [] : [{ route: route.id, moves }];
}
