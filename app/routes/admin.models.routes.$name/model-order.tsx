import { GripVertical, Plus, TriangleAlert, X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { cn } from "~/lib/class-names";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { moved } from "./draft";
import { type ListName, useFormFields } from "./form-fields";
import { MoveButtons } from "./move-buttons";

interface ModelOrderProps {
  list: ListName;
  /** Names the list for screen readers. */
  label: string;
  models: string[];
  onModels: (models: string[]) => void;
  suggestions: string[];
  /** The field that adds one is there. */
  withField?: boolean;
  /** It takes the focus when it comes. */
  focus?: boolean;
  /** Who serves a model. */
  facesOf?: (model: string) => ProviderFace[];
  className?: string;
}

const shownSuggestions = 100;

/** Model names in order: each can be moved and removed, and a field adds one at the end. */
export function ModelOrder({
  list,
  label,
  models,
  onModels,
  suggestions,
  withField = true,
  focus,
  facesOf,
  className,
}: ModelOrderProps) {
  const { t } = useTranslation("models");
  const { changes, field } = useFormFields();
  const { t: common } = useTranslation();
  const [text, setText] = useState("");
  const listId = useId();
  const dragType = `application/x-model-${listId}`.toLowerCase();
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
    <div>
      {models.length > 0 ? (
        <ol aria-label={label} className={cn("divide-y", className)}>
          {models.map((model, index) => (
            <li
              key={model}
              draggable
              onDragStart={(event) => event.dataTransfer.setData(dragType, String(index))}
              onDragOver={(event) => {
                if (event.dataTransfer.types.includes(dragType)) event.preventDefault();
              }}
              onDrop={(event) => {
                event.preventDefault();
                onModels(moved(models, Number(event.dataTransfer.getData(dragType)), index));
              }}
              className="flex h-11 items-center gap-2 px-3"
            >
              <span className="tnum flex size-5 shrink-0 items-center justify-center rounded-full border text-2xs font-semibold">
                {index + 1}
              </span>
              <span className="inline-flex h-7 min-w-0 cursor-grab items-center gap-1.5 rounded-md border bg-card pl-1 pr-2">
                <GripVertical className="size-3 shrink-0 text-faint" aria-hidden />
                {facesOf?.(model).map((face) => (
                  <Tile key={face.name} mark={face.mark} hue={face.hue} size={16} />
                ))}
                <code className="truncate font-mono text-xs" title={model}>
                  {model}
                </code>
              </span>
              {suggestions.includes(model) ? null : (
                <span className="inline-flex items-center gap-1 text-2xs text-warn-text" title={t("editor.unlisted")}>
                  <TriangleAlert className="size-3" aria-hidden />
                  <span className="max-sm:sr-only">{t("editor.unlistedShort")}</span>
                </span>
              )}
              <span className="ml-auto inline-flex items-center">
                <MoveButtons
                  at={`${list}.${index}`}
                  name={model}
                  index={index}
                  count={models.length}
                  onMove={(to) => onModels(moved(models, index, to))}
                />
                <Button
                  variant="ghost"
                  size="icon-xs"
                  className="pointer-coarse:size-11"
                  aria-label={common("removeTag", { name: model })}
                  {...changes(`${list}.${index}.remove`, () => onModels(models.filter((each) => each !== model)))}
                >
                  <X />
                </Button>
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {withField ? (
        <div className={cn("flex gap-2", models.length > 0 && "border-t", "px-3 py-2")}>
          <Input
            {...field(`add.${list}`)}
            aria-label={t("editor.addTo", { list: label })}
            placeholder={t("editor.modelName")}
            list={listId}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
            autoFocus={focus}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            className="max-w-80 font-mono text-xs"
          />
          {/* What is typed counts with every press. */}
          <Button variant="outline" {...changes(`${list}.adds`, add)}>
            <Plus />
            {t("editor.add")}
          </Button>
          <datalist id={listId}>
            {matching.slice(0, shownSuggestions).map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </div>
      ) : null}
    </div>
  );
}
