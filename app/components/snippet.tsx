import { useTranslation } from "react-i18next";
import { CopyButton } from "~/components/copy-button";
import { cn } from "~/lib/class-names";

const tokens =
  /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<=^|\s)#.*$|\b(?:import|from|const|await|new|curl|print|for|in|of|async|export|true|false|null)\b|(?<=\s)-[Hd]\b)/gm;

interface SnippetProps {
  code: string;
  /** Long lines are broken instead of scrolled: for one command in a narrow place. */
  wrap?: boolean;
  className?: string;
}

/** Code with quiet colours and a copy button. */
export function Snippet({ code, wrap, className }: SnippetProps) {
  const { t } = useTranslation();
  return (
    <div className={cn("relative min-w-0 rounded-md border bg-code", className)}>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
        tabIndex={0}
        className={cn(
          "scroll-thin overflow-x-auto p-3 pr-11 font-mono text-xs leading-[1.15rem]",
          wrap && "whitespace-pre-wrap break-words",
        )}
      >
        {code.split(tokens).map((part, index) => (
          <span key={index} className={index % 2 === 1 ? tone(part) : undefined}>
            {part}
          </span>
        ))}
      </pre>
      <CopyButton
        text={code}
        label={t("copyCode")}
        variant="outline"
        className="absolute right-2 top-2 text-muted-foreground"
      />
    </div>
  );
}

function tone(token: string): string {
  if (/^["']/.test(token)) return "text-ok-text";
  return token.startsWith("#") ? "text-muted-foreground" : "text-brand-text";
}
