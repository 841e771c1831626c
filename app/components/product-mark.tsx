import { cn } from "~/lib/class-names";

/** One request in, several lanes out, one chosen. */
export function ProductMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={cn("size-6 shrink-0", className)} aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--primary)" />
      <g fill="none" strokeLinecap="round" strokeWidth="1.9" stroke="#fff">
        <path d="M5 12h3.2c2.6 0 2.4-5.2 5-5.2H15" opacity=".45" />
        <path d="M8.2 12c2.6 0 2.4 5.2 5 5.2H15" opacity=".45" />
        <path d="M5 12h10" />
      </g>
      <circle cx="17.9" cy="12" r="2" fill="#fff" />
      <circle cx="17.6" cy="6.8" r="1.3" fill="#fff" opacity=".5" />
      <circle cx="17.6" cy="17.2" r="1.3" fill="#fff" opacity=".5" />
    </svg>
  );
}
