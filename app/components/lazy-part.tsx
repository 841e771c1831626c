import { type ComponentType, lazy } from "react";
import { CardProblem } from "~/components/card-problem";

/** A part with a file of its own. One that a newer deployment has replaced must not take the page with it: the part says so. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(async () => ({ default: await load().catch((): ComponentType<Props> => Unavailable) }));
}

/** The same for what opens above the page. */
export function lazyOverlay<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(async () => ({ default: await load().catch((): ComponentType<Props> => UnavailableOverlay) }));
}

const Unavailable = () => <CardProblem onRetry={() => window.location.reload()} />;

const UnavailableOverlay = () => (
  <div className="fixed inset-x-4 bottom-4 z-50 mx-auto flex max-w-sm rounded-lg bg-popover shadow-pop">
    <Unavailable />
  </div>
);
