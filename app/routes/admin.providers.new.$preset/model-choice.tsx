import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "~/components/ui/checkbox";
import { Input } from "~/components/ui/input";
import { cn } from "~/lib/class-names";

interface ModelChoiceProps {
  /** What the upstream lists. */
  found: string[];
  /** What will be offered; empty takes any name. */
  models: string[];
  onModels: (models: string[]) => void;
}

export function ModelChoice({ found, models, onModels }: ModelChoiceProps) {
  const { t } = useTranslation("providers");
  const [text, setText] = useState("");
  const chosen = new Set(models);
  const listed = [...new Set([...models, ...found])];
  const shown = listed.filter((model) => model.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className="px-4 py-3">
      <div className="mb-2 flex items-center justify-between gap-3 text-xs text-muted-foreground">
        <span>{t("test.modelsToOffer")}</span>
        <button
          type="button"
          className="text-brand-text hover:underline"
          onClick={() => onModels(models.length > 0 ? [] : found)}
        >
          {t(models.length > 0 ? "test.clearAll" : "test.chooseAll")}
        </button>
      </div>
      {listed.length > 12 ? (
        <Input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("models.filter")}
          aria-label={t("models.filter")}
          className="mb-1.5 h-7 text-xs"
        />
      ) : null}
      <div className="scroll-thin max-h-72 overflow-y-auto">
        {shown.map((model) => (
          <label key={model} className="flex h-8 items-center gap-2.5">
            <Checkbox
              checked={chosen.has(model)}
              onCheckedChange={(on) => onModels(on ? [...models, model] : models.filter((each) => each !== model))}
            />
            <code
              className={cn("min-w-0 flex-1 truncate font-mono text-xs", !chosen.has(model) && "text-muted-foreground")}
            >
              {model}
            </code>
            {found.includes(model) ? null : <span className="text-2xs text-warn-text">{t("test.notListed")}</span>}
          </label>
        ))}
      </div>
      {models.length === 0 ? <p className="mt-2 text-2xs text-muted-foreground">{t("models.anyHint")}</p> : null}
    </div>
  );
}
