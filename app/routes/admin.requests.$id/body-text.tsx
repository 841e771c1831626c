import { useTranslation } from "react-i18next";
import { CopyButton } from "~/components/copy-button";
import { Snippet } from "~/components/snippet";

/** Colouring longer texts takes longer than reading their beginning. */
const longestColoured = 20_000;

/** A body, in colours where it is short enough, in a box of its own that scrolls. */
export function BodyText({ text }: { text: string }) {
  const { t } = useTranslation();
  if (text.length <= longestColoured) {
    return <Snippet code={text} wrap className="[&>pre]:max-h-[420px] [&>pre]:overflow-y-auto" />;
  }
  return (
    <div className="relative min-w-0 rounded-md border bg-code">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="scroll-thin max-h-[420px] overflow-auto whitespace-pre-wrap break-words p-3 pr-11 font-mono text-xs leading-[1.15rem]"
      >
        {text}
      </pre>
      <CopyButton
        text={text}
        label={t("copyCode")}
        variant="outline"
        className="absolute right-2 top-2 text-muted-foreground"
      />
    </div>
  );
}
