import { useCallback, useEffect } from "react";
import { useActionData, useFetcher } from "react-router";
import { useReason } from "~/components/hooks/use-answer";
import type { RouteConfig } from "~/gateway/config/config";
import type { writeRoute } from "./actions.server";
import { type SimulatedRequest, unnamedRoute } from "./simulated-request";
import type { RouteSimulation } from "./simulation.server";

export interface SimulatorState {
  simulation: RouteSimulation | null;
  /** What keeps the route from being simulated. */
  problem: { models: boolean; message: string } | null;
  busy: boolean;
  /** At once, as circumstances change also where the route does not. */
  run(): void;
}

/** Typing waits for its end. */
const pauseMs = 250;

/** Runs again whenever the route or the request changes. */
export function useSimulator(document: RouteConfig, request: SimulatedRequest): SimulatorState {
  const { submit, state, data } = useFetcher<typeof writeRoute>();
  const reason = useReason();
  // Without scripts the page itself brings what was asked.
  const posted = useActionData<typeof writeRoute>();
  const before = posted && "simulation" in posted ? posted.simulation : null;
  const route = JSON.stringify({ ...document, id: document.id || unnamedRoute });
  const asked = JSON.stringify(request);
  const ready = document.models.length > 0;
  const run = useCallback(
    () => void submit({ intent: "simulate", document: route, request: asked }, { method: "post" }),
    [submit, route, asked],
  );
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(run, pauseMs);
    return () => clearTimeout(timer);
  }, [run, ready]);
  if (!ready) return { simulation: null, problem: { models: true, message: "" }, busy: false, run };
  const simulation = data?.ok && data.intent === "simulate" ? data.simulation : before;
  const problem = data && !data.ok && data.code !== "edited" ? { models: false, message: reason(data) } : null;
  return { simulation, problem, busy: state !== "idle", run };
}
