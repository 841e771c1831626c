import { MessagesSquare } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "~/components/empty-state";
import { Button } from "~/components/ui/button";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { Answer } from "./answer";
import { type AnswerTurn, type Column, isBusy, isRunning } from "./conversation";
import { NoModels } from "./no-models";
import { ToolResult } from "./tool-calls";
import type { Conversation } from "./use-conversation";

interface TranscriptProps {
  column: Column;
  conversation: Conversation;
  faces: Record<string, ProviderFace>;
  noModels: boolean;
}

export function Transcript({ column, conversation, faces, noModels }: TranscriptProps) {
  const { t } = useTranslation("playground");
  const { ready } = conversation;
  const { turns } = column;
  const area = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  // Follows the answer until the reader scrolls up.
  useEffect(() => {
    if (pinned.current && area.current) area.current.scrollTop = area.current.scrollHeight;
  });
  const finished = turns.findLast((turn): turn is AnswerTurn => turn.role === "assistant" && !isRunning(turn));
  return (
    <div
      ref={area}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        pinned.current = scrollHeight - scrollTop - clientHeight < 48;
      }}
      className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 py-4"
    >
      {turns.length === 0 && ready ? (
        noModels ? (
          <NoModels />
        ) : (
          <EmptyState
            icon={MessagesSquare}
            title={t("empty.title")}
            actions={(["one", "two", "three"] as const).map((name) => (
              <Button
                key={name}
                variant="outline"
                size="sm"
                onClick={() => conversation.setDraft(t(`empty.idea.${name}`))}
              >
                {t(`empty.idea.${name}`)}
              </Button>
            ))}
          >
            {t("empty.help")}
          </EmptyState>
        )
      ) : (
        <ol className="mx-auto max-w-[760px] space-y-5">
          {turns.map((turn, index) => (
            <li key={turn.id}>
              {turn.role === "user" ? (
                <div className="flex flex-col items-end gap-1.5">
                  {turn.images.map((image, place) => (
                    <img
                      key={place}
                      src={image}
                      alt={t("image.attached", { number: place + 1 })}
                      className="max-h-24 max-w-[88%] rounded-lg border bg-card object-contain"
                    />
                  ))}
                  {turn.content ? (
                    <p className="max-w-[88%] whitespace-pre-wrap break-words rounded-xl rounded-br-sm bg-muted px-3 py-2 text-sm">
                      {turn.content}
                    </p>
                  ) : null}
                </div>
              ) : turn.role === "tool" ? (
                <ToolResult turn={turn} />
              ) : (
                <Answer
                  answer={turn}
                  faces={faces}
                  end={index === turns.length - 1 ? endOf(column, conversation) : null}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {/* Read out once the answer is there, not piece by piece. */}
      <div role="status" className="sr-only">
        {finished && !isBusy(column) ? (finished.error?.message ?? finished.content) : null}
      </div>
    </div>
  );
}

const endOf = ({ id }: Column, conversation: Conversation) => ({
  stop: () => conversation.stop(id),
  again: () => conversation.again(id),
  answerCalls: (results: Record<string, string>) => conversation.answerCalls(id, results),
});
