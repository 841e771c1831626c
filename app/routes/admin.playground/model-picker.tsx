import { Check, ChevronDown, Waypoints } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { ModelList, PlaygroundModel } from "./use-models";

interface ModelPickerProps {
  list: ModelList;
  faces: Record<string, ProviderFace>;
  value: string;
  onChange: (model: string) => void;
}

export function ModelPicker({ list, faces, value, onChange }: ModelPickerProps) {
  const { t } = useTranslation("playground");
  const { t: common } = useTranslation();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const models = list.models ?? [];
  const chosen = models.find((model) => model.id === value);
  const choose = (model: string) => {
    onChange(model);
    setOpen(false);
    setText("");
  };
  const group = (members: PlaygroundModel[]) =>
    members.map((model) => (
      <CommandItem key={model.id} value={model.id} onSelect={() => choose(model.id)}>
        <ModelMark model={model} faces={faces} />
        <code className="min-w-0 flex-1 truncate font-mono text-xs">{model.id}</code>
        <span className="truncate text-2xs text-muted-foreground">
          {model.providers
            .map((id) => faces[id]?.name ?? id)
            .slice(0, 3)
            .join(", ")}
        </span>
        {model.id === value ? <Check className="text-brand-text" /> : null}
      </CommandItem>
    ));
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          className="min-w-0 shrink text-foreground"
          aria-label={t("model", { model: value || "–" })}
        >
          {chosen ? <ModelMark model={chosen} faces={faces} /> : null}
          <code className="truncate font-mono text-[0.8rem] font-medium">{value || t("chooseModel")}</code>
          <ChevronDown className="text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-[400px]" aria-label={t("chooseModel")}>
        <Command>
          <CommandInput value={text} onValueChange={setText} placeholder={t("findModel")} />
          <CommandList>
            <CommandEmpty>
              {list.failed ? (
                <Button variant="outline" size="sm" onClick={list.reload}>
                  {common("tryAgain")}
                </Button>
              ) : list.models === null ? (
                common("loading")
              ) : (
                t("noModel")
              )}
            </CommandEmpty>
            <CommandGroup heading={t("routes")}>{group(models.filter((model) => model.isRoute))}</CommandGroup>
            <CommandGroup heading={t("models")}>{group(models.filter((model) => !model.isRoute))}</CommandGroup>
            {text.trim() !== "" && !models.some((model) => model.id === text.trim()) ? (
              <CommandGroup>
                {/* Patterns and providers that take any model have no names to list. */}
                <CommandItem value={text.trim()} onSelect={() => choose(text.trim())}>
                  {t("useName", { name: text.trim() })}
                </CommandItem>
              </CommandGroup>
            ) : null}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

function ModelMark({ model, faces }: { model: PlaygroundModel; faces: Record<string, ProviderFace> }) {
  if (model.isRoute) {
    return (
      <span className="flex size-5 shrink-0 items-center justify-center rounded bg-brand-soft text-brand-text">
        <Waypoints className="size-3!" aria-hidden />
      </span>
    );
  }
  const face = model.providers[0] ? faces[model.providers[0]] : undefined;
  return face ? <Tile mark={face.mark} hue={face.hue} size={20} /> : null;
}
