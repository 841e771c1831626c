import { RotateCcw, ScrollText, Square } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CopyButton } from "~/components/copy-button";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { AnswerFailure } from "./answer-failure";
import { type AnswerTurn, isRunning } from "./conversation";
import { ToolCalls } from "./tool-calls";

const Markdown = lazy(() => import("./markdown"));

interface AnswerProps {
  answer: AnswerTurn;
  faces: Record<string, ProviderFace>;
  /** The end of its column: what can still be done with it. */
  end: { stop: () => void; again: () => void; answerCalls: (results: Record<string, string>) => void } | null;
}

export function Answer({ answer, faces, end }: AnswerProps) {
  const { t } = useTranslation("playground");
  const running = isRunning(answer);
  const face = answer.providerId ? faces[answer.providerId] : undefined;
  return (
    <article aria-busy={running}>
      <header className="mb-1.5 flex min-h-5 items-center gap-1.5 text-xs text-muted-foreground">
        {face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
        <span className="truncate font-medium text-foreground">{face?.name ?? answer.providerId ?? answer.model}</span>
        {answer.servedModel ? <code className="truncate font-mono text-[11px]">{answer.servedModel}</code> : null}
        {answer.attempts !== null && answer.attempts > 1 ? (
          <Badge variant="warn" className="h-[18px]">
            {t("attempts", { count: answer.attempts })}
          </Badge>
        ) : null}
        {running ? (
          <span className="ml-auto inline-flex shrink-0 items-center gap-1.5 font-medium text-brand-text">
            <span aria-hidden className="size-2 animate-pulse rounded-full bg-primary motion-reduce:animate-none" />
            {t(answer.state === "waiting" ? "waiting" : "streaming")}
          </span>
        ) : answer.state === "stopped" ? (
          <Badge className="ml-auto">{t("stopped")}</Badge>
        ) : null}
      </header>
      {answer.reasoning ? (
        <details className="mb-2 rounded-md border bg-card text-xs text-muted-foreground">
          <summary className="cursor-default px-3 py-1.5 font-medium">{t("reasoning")}</summary>
          <p className="whitespace-pre-wrap break-words px-3 pb-2">{answer.reasoning}</p>
        </details>
      ) : null}
      {answer.content ? (
        <Suspense fallback={<p className="whitespace-pre-wrap text-sm">{answer.content}</p>}>
          <Markdown text={answer.content} streaming={running} />
        </Suspense>
      ) : running && answer.toolCalls.length === 0 ? (
        <span
          aria-hidden
          className="inline-block h-[15px] w-[7px] animate-pulse bg-foreground motion-reduce:animate-none"
        />
      ) : null}
      {answer.toolCalls.length > 0 ? (
        <ToolCalls calls={answer.toolCalls} onAnswer={end && answer.state === "done" ? end.answerCalls : null} />
      ) : null}
      {answer.error ? <AnswerFailure error={answer.error} requestId={answer.requestId} /> : null}
      <footer className="mt-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        {running ? (
          <Button variant="outline" size="sm" onClick={end?.stop}>
            <Square className="size-2.5! fill-current" />
            {t("stop")}
          </Button>
        ) : (
          <span className="-ml-1.5 flex">
            {answer.content ? <CopyButton text={answer.content} label={t("copyAnswer")} /> : null}
            {end ? (
              <Button variant="ghost" size="icon-xs" aria-label={t("again")} title={t("again")} onClick={end.again}>
                <RotateCcw />
              </Button>
            ) : null}
            {answer.requestId ? (
              <Button variant="ghost" size="icon-xs" asChild>
                <Link
                  to={`/admin/requests/${encodeURIComponent(answer.requestId)}`}
                  aria-label={t("openRequest")}
                  title={t("openRequest")}
                >
                  <ScrollText />
                </Link>
              </Button>
            ) : null}
          </span>
        )}
      </footer>
    </article>
  );
}
