/** Milliseconds from one moment to a later one, Unix ms; 0 where the host's clock was set back in between. */
export const elapsed = (from: number, to: number): number => (to > from ? to - from : 0);
