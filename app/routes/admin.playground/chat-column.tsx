import { ImageOff, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { AnswerMetrics } from "./answer-metrics";
import { type Column, lastAnswer } from "./conversation";
import { ModelPicker } from "./model-picker";
import { Transcript } from "./transcript";
import type { Conversation } from "./use-conversation";
import type { ModelList } from "./use-models";

interface ChatColumnProps {
  column: Column;
  conversation: Conversation;
  list: ModelList;
  faces: Record<string, ProviderFace>;
  /** The draft has pictures that this model does not take. */
  skipped: boolean;
  /** On a phone one column shows at a time. */
  shown: boolean;
  /** At the right of the model's name. */
  actions: React.ReactNode;
}

export function ChatColumn({ column, conversation, list, faces, skipped, shown, actions }: ChatColumnProps) {
  const { t } = useTranslation("playground");
  const { columns, change, removeColumn } = conversation;
  const answer = lastAnswer(column);
  const round = columns.flatMap((each) => lastAnswer(each) ?? []);
  const { model } = column.settings;
  return (
    <section
      className={cn("flex min-h-0 min-w-0 flex-1 flex-col", !shown && "max-lg:hidden")}
      aria-label={model || t("title")}
    >
      <div className="flex h-11 shrink-0 items-center gap-1.5 border-b bg-card px-3">
        <ModelPicker
          list={list}
          faces={faces}
          value={model}
          onChange={(chosen) => change(column.id, { model: chosen })}
        />
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {actions}
          {columns.length > 1 ? (
            <Button
              variant="ghost"
              size="icon-xs"
              aria-label={t("removeColumn", { model: model || "–" })}
              title={t("removeColumn", { model: model || "–" })}
              onClick={() => removeColumn(column.id)}
            >
              <X />
            </Button>
          ) : null}
        </span>
      </div>
      {skipped ? (
        <p className="flex items-center gap-1.5 border-b bg-warn-soft px-4 py-1.5 text-xs text-warn-text">
          <ImageOff className="size-3.5 shrink-0" aria-hidden />
          {t("image.notSeen")}
        </p>
      ) : null}
      <Transcript column={column} conversation={conversation} faces={faces} noModels={list.models?.length === 0} />
      {answer ? <AnswerMetrics answer={answer} round={round} /> : null}
    </section>
  );
}
