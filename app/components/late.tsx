import { type ReactNode, Suspense, useEffect, useState } from "react";
import { Await } from "react-router";

interface LateProps<T> {
  /** What a loader's `soon` gave: there already, or on its way. */
  of: T | Promise<T>;
  /** In the final geometry; seen only after 150 ms. */
  fallback: ReactNode;
  /** In place of what failed; its neighbours are untouched. */
  problem: ReactNode;
  children: (value: T) => ReactNode;
}

/** A part of a page whose data come later than its frame. Newer data replace older ones without the skeleton. */
export function Late<T>({ of, fallback, problem, children }: LateProps<T>) {
  return (
    <Suspense fallback={fallback}>
      <Await resolve={of} errorElement={problem}>
        {(value) => children(value as T)}
      </Await>
    </Suspense>
  );
}

/** The same for a component that needs the value itself: the last one that came, while the next is on its way. */
export function useLate<T>(of: T | Promise<T>): { value: T | null; pending: boolean; failed: boolean } {
  const [state, setState] = useState({ of, value: isLate(of) ? null : of, pending: isLate(of), failed: false });
  const current =
    state.of === of ? state : { of, value: isLate(of) ? state.value : of, pending: isLate(of), failed: false };
  if (current !== state) setState(current);
  useEffect(() => {
    if (!isLate(of)) return;
    let left = false;
    of.then(
      (value) => !left && setState({ of, value, pending: false, failed: false }),
      () => !left && setState({ of, value: null, pending: false, failed: true }),
    );
    return () => {
      left = true;
    };
  }, [of]);
  return current;
}

const isLate = <T,>(of: T | Promise<T>): of is Promise<T> => of instanceof Promise;
