import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "~/components/copy-button";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { AnswerActions } from "./answer-actions";
import { AnswerFailure } from "./answer-failure";
import { AnswerHead } from "./answer-head";
import { type AnswerTurn, isRunning } from "./conversation";
import { ToolCalls } from "./tool-calls";

const Markdown = lazy(() => import("./markdown.client"));

interface AnswerProps {
  answer: AnswerTurn;
  faces: Record<string, ProviderFace>;
  /** The end of its column: what can still be done with it. */
  end: { stop: () => void; again: () => void; answerCalls: (results: Record<string, string>) => void } | null;
}

export function Answer({ answer, faces, end }: AnswerProps) {
  const { t } = useTranslation("playground");
  const running = isRunning(answer);
  return (
    <article aria-busy={running}>
      <AnswerHead
        answer={answer}
        faces={faces}
        activity={running ? t(answer.state === "waiting" ? "waiting" : "streaming") : null}
        stopped={answer.state === "stopped"}
      />
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
      <AnswerActions running={running} onStop={end?.stop} onAgain={end?.again ?? null} requestId={answer.requestId}>
        {answer.content ? <CopyButton text={answer.content} label={t("copyAnswer")} /> : null}
      </AnswerActions>
    </article>
  );
}
