import { Plus, TriangleAlert, X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { moved } from "./draft";
import { MoveButtons } from "./move-buttons";

interface ModelOrderProps {
  /** Names the list for screen readers. */
  label: string;
  models: string[];
  onModels: (models: string[]) => void;
  suggestions: string[];
}

const shownSuggestions = 100;

/** Model names in order: each can be moved and removed, and a field adds one at the end. */
export function ModelOrder({ label, models, onModels, suggestions }: ModelOrderProps) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const [text, setText] = useState("");
  const listId = useId();
  const add = () => {
    const name = text.trim();
    if (name !== "" && !models.includes(name)) onModels([...models, name]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  };
  const matching = suggestions.filter((name) => !models.includes(name) && name.includes(text.trim()));
  return (
    <div className="space-y-1.5">
      {models.length > 0 ? (
        <ol aria-label={label} className="space-y-1.5">
          {models.map((model, index) => (
            <li key={model} className="flex h-9 items-center gap-2 rounded-md border bg-card pl-2 pr-1">
              <span className="tnum flex size-5 shrink-0 items-center justify-center rounded-full border border-border-strong text-2xs font-semibold text-muted-foreground">
                {index + 1}
              </span>
              <code className="min-w-0 flex-1 truncate font-mono text-xs" title={model}>
                {model}
              </code>
              {suggestions.includes(model) ? null : (
                <span className="inline-flex items-center gap-1 text-2xs text-warn-text" title={t("editor.unlisted")}>
                  <TriangleAlert className="size-3" aria-hidden />
                  <span className="max-sm:sr-only">{t("editor.unlistedShort")}</span>
                </span>
              )}
              <MoveButtons
                name={model}
                index={index}
                count={models.length}
                onMove={(to) => onModels(moved(models, index, to))}
              />
              <Button
                variant="ghost"
                size="icon-xs"
                className="pointer-coarse:size-9"
                aria-label={common("removeTag", { name: model })}
                onClick={() => onModels(models.filter((each) => each !== model))}
              >
                <X />
              </Button>
            </li>
          ))}
        </ol>
      ) : null}
      <div className="flex gap-2">
        <Input
          aria-label={t("editor.addTo", { list: label })}
          placeholder={t("editor.modelName")}
          list={listId}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="max-w-80 font-mono text-xs"
        />
        <Button variant="outline" onClick={add} disabled={text.trim() === ""}>
          <Plus />
          {t("editor.add")}
        </Button>
        <datalist id={listId}>
          {matching.slice(0, shownSuggestions).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
    </div>
  );
}
