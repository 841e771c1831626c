import { useEffect, useRef, useState } from "react";

/**
 * A key for a form that begins anew: with what its page saved itself, or gave up (`startOver`), and with what others saved as
 * long as nothing was typed; what was typed stays, and its save will tell of theirs.
 */
export function useBeginning({ values, changed, done }: { values: unknown; changed: boolean; done: object | null }) {
  const stored = JSON.stringify(values);
  const [beginning, setBeginning] = useState({ stored, round: 0, done });
  const startOver = () => setBeginning(({ round }) => ({ stored, round: round + 1, done }));
  useEffect(() => {
    if (done !== null && done !== beginning.done) startOver();
  }, [done, stored]);
  const held = useRef(stored);
  if (!changed || beginning.stored === stored) held.current = stored;
  return { key: `${beginning.round} ${held.current}`, startOver };
}
