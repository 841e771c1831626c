import { ImageOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { AnswerMetrics } from "./answer-metrics";
import { ColumnFrame, type ColumnPlace } from "./column-frame";
import { type Column, lastAnswer } from "./conversation";
import { Transcript } from "./transcript";
import type { Conversation } from "./use-conversation";
import type { ModelList } from "./use-models";

interface ChatColumnProps {
  column: Column;
  place: ColumnPlace;
  conversation: Conversation;
  list: ModelList;
  faces: Record<string, ProviderFace>;
  /** The draft has pictures that this model does not take. */
  skipped: boolean;
}

export function ChatColumn({ column, place, conversation, list, faces, skipped }: ChatColumnProps) {
  const { t } = useTranslation("playground");
  const answer = lastAnswer(column);
  const round = conversation.columns.flatMap((each) => lastAnswer(each) ?? []);
  return (
    <ColumnFrame
      {...place}
      model={column.settings.model}
      list={list}
      faces={faces}
      onModel={(model) => conversation.change(column.id, { model })}
    >
      {skipped ? (
        <p className="flex items-center gap-1.5 border-b bg-warn-soft px-4 py-1.5 text-xs text-warn-text">
          <ImageOff className="size-3.5 shrink-0" aria-hidden />
          {t("image.notSeen")}
        </p>
      ) : null}
      <Transcript column={column} conversation={conversation} faces={faces} noModels={list.models?.length === 0} />
      {answer ? <AnswerMetrics answer={answer} round={round} /> : null}
    </ColumnFrame>
  );
}
