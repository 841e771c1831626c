import { CornerDownRight, Wrench } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Textarea } from "~/components/ui/textarea";
import type { ToolCall } from "./chat-request";
import type { ToolTurn } from "./conversation";

interface ToolCallsProps {
  calls: ToolCall[];
  /** Null once the results are given, or while the calls still come in. */
  onAnswer: ((results: Record<string, string>) => void) | null;
}

/** The functions that the model asks for; what they give back is typed here and sent. */
export function ToolCalls({ calls, onAnswer }: ToolCallsProps) {
  const { t } = useTranslation("playground");
  const [results, setResults] = useState<Record<string, string>>({});
  return (
    <form
      className="mt-2 space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer?.(results);
      }}
    >
      {calls.map((call, place) => (
        <div key={call.id || place} className="overflow-hidden rounded-md border bg-card">
          <p className="flex items-center gap-1.5 px-3 py-1.5 text-xs font-medium">
            <Wrench className="size-3 shrink-0 text-muted-foreground" aria-hidden />
            <span className="sr-only">{t("tool.call")} </span>
            <code className="truncate font-mono">{call.name}</code>
          </p>
          <pre className="scroll-thin max-h-48 overflow-auto whitespace-pre-wrap break-words border-t bg-code px-3 py-2 font-mono text-xs">
            {pretty(call.arguments)}
          </pre>
          {onAnswer ? (
            <Textarea
              rows={2}
              aria-label={t("tool.resultOf", { name: call.name })}
              placeholder={t("tool.result")}
              value={results[call.id] ?? ""}
              onChange={(event) => setResults((before) => ({ ...before, [call.id]: event.target.value }))}
              className="resize-y rounded-none border-0 border-t font-mono text-xs shadow-none"
            />
          ) : null}
        </div>
      ))}
      {onAnswer ? (
        <Button type="submit" size="sm" variant="outline">
          {t("tool.send", { count: calls.length })}
        </Button>
      ) : null}
    </form>
  );
}

export function ToolResult({ turn }: { turn: ToolTurn }) {
  const { t } = useTranslation("playground");
  return (
    <div className="rounded-md border bg-card text-xs">
      <p className="flex items-center gap-1.5 px-3 py-1.5 text-muted-foreground">
        <CornerDownRight className="size-3 shrink-0" aria-hidden />
        {t("tool.resultOf", { name: turn.name })}
      </p>
      <pre className="scroll-thin max-h-48 overflow-auto whitespace-pre-wrap break-words border-t px-3 py-2 font-mono">
        {turn.content || "–"}
      </pre>
    </div>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
