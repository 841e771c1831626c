import { type ReactNode, Suspense, useState } from "react";

interface OnceProps {
  open: boolean;
  children: ReactNode;
}

/** Nothing until it was open for the first time; from then on it stays, so that it can close in its own way. */
export function Once({ open, children }: OnceProps) {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened || open ? <Suspense fallback={null}>{children}</Suspense> : null;
}
