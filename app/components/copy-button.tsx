import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import { copyText } from "~/lib/copy-text";

interface CopyButtonProps {
  text: string;
  /** What is copied, for screen readers: "Copy key". */
  label?: string;
  /** A word on the button; an icon alone without it. */
  children?: ReactNode;
  variant?: "ghost" | "outline" | "default";
  className?: string;
}

/** Shows a check for two seconds; says so where the browser refused. */
export function CopyButton({ text, label, children, variant = "ghost", className }: CopyButtonProps) {
  const { t } = useTranslation();
  const [result, setResult] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (result === "idle") return;
    const timer = setTimeout(() => setResult("idle"), 2000);
    return () => clearTimeout(timer);
  }, [result]);
  const said = result === "copied" ? t("copied") : result === "refused" ? t("copyRefused") : null;
  return (
    <Button
      variant={variant}
      size={children ? "sm" : "icon-xs"}
      className={cn(result === "copied" && "text-ok-text!", className)}
      aria-label={children ? undefined : (label ?? t("copy"))}
      title={said ?? (children ? undefined : (label ?? t("copy")))}
      onClick={async () => setResult((await copyText(text)) ? "copied" : "refused")}
    >
      {result === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
      {children && said ? said : children}
      <span role="status" className="sr-only">
        {said}
      </span>
    </Button>
  );
}
