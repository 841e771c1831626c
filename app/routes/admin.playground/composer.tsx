import { useTranslation } from "react-i18next";
import { MessageBox } from "./message-box";
import { type Conversation, canAsk } from "./use-conversation";

interface ComposerProps {
  conversation: Conversation;
  /** Columns that cannot take the draft's pictures and stay idle. */
  skipped: string[];
}

/** One message for all columns of a chat. */
export function Composer({ conversation, skipped }: ComposerProps) {
  const { t } = useTranslation("playground");
  const { columns, draft, setDraft, images, setImages, send, stop, running } = conversation;
  return (
    <MessageBox
      text={draft}
      onText={setDraft}
      images={images}
      onImages={setImages}
      label={t("message")}
      placeholder={t(columns.every(({ turns }) => turns.length === 0) ? "messagePlaceholder" : "followUp")}
      columns={columns.length}
      asked={columns.filter(({ id, settings }) => !skipped.includes(id) && canAsk(settings)).length}
      blank={draft.trim() === "" && images.length === 0}
      running={running}
      onSend={() => send(skipped)}
      onStop={() => stop(null)}
    />
  );
}
