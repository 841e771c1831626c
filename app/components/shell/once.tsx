import { type ReactNode, Suspense, useState } from "react";

interface OnceProps {
  open: boolean;
  /** While the file of what opens is on its way. */
  fallback?: ReactNode;
  children: ReactNode;
}

/** Nothing until it was open for the first time; from then on it stays, so that it can close in its own way. */
export function Once({ open, fallback = null, children }: OnceProps) {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened || open ? <Suspense fallback={fallback}>{children}</Suspense> : null;
}
