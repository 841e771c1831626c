import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import type { EditorData } from "./editor-data.server";
import { useFormFields } from "./form-fields";
import { ModelOrder } from "./model-order";

interface CandidatesCardProps {
  list: "models" | "fallbacks";
  models: string[];
  /** The field that adds one is there from the start. */
  opened: boolean;
  onModels: (models: string[]) => void;
  data: EditorData;
  /** Why the list was refused. */
  error: string | undefined;
}

const mostTiles = 3;

/** Models in order, with who serves them; or those that are tried once all of them have failed. */
export function CandidatesCard({ list, models, opened, onModels, data, error }: CandidatesCardProps) {
  const { t } = useTranslation("models");
  const { changes, field } = useFormFields();
  const [adding, setAdding] = useState(opened);
  const facesOf = (model: string) =>
    (data.servers[model] ?? []).flatMap((id) => data.faces[id] ?? []).slice(0, mostTiles);
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t(`editor.${list}`)} hint={t(`editor.${list}Hint`)}>
        {models.length === 0 || adding ? null : (
          <Button
            variant="outline"
            size="sm"
            aria-label={t("editor.addTo", { list: t(`editor.${list}`) })}
            {...changes(`${list}.adds`, () => setAdding(true))}
          >
            <Plus />
            {t("editor.addModel")}
          </Button>
        )}
      </CardHeader>
      {adding ? <input type="hidden" {...field("adding")} value={list} /> : null}
      <ModelOrder
        list={list}
        label={t(`editor.${list}`)}
        models={models}
        onModels={onModels}
        suggestions={data.suggestions}
        withField={models.length === 0 || adding}
        focus={adding}
        facesOf={facesOf}
        className="border-t"
      />
      {error ? (
        <p role="alert" className="border-t px-4 py-2.5 text-xs text-bad-text">
          {error}
        </p>
      ) : null}
    </Card>
  );
}
