import { GitCompareArrows, Settings2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { ModelPicker } from "./model-picker";
import type { ModelList } from "./use-models";

/** What a column is told by the frame around it. */
export interface ColumnPlace {
  /** On a phone one column shows at a time. */
  shown: boolean;
  /** The last one opens the parameters where the panel beside it has no room. */
  last: boolean;
  openParameters: () => void;
  /** Null where there are as many columns as can be. */
  compare: (() => void) | null;
  /** Null for the only column. */
  remove: (() => void) | null;
}

interface ColumnFrameProps extends ColumnPlace {
  model: string;
  list: ModelList;
  faces: Record<string, ProviderFace>;
  onModel: (model: string) => void;
  children: ReactNode;
}

/** One model of the playground: its name to change, and what it answers. */
export function ColumnFrame({
  model,
  list,
  faces,
  onModel,
  shown,
  last,
  openParameters,
  compare,
  remove,
  children,
}: ColumnFrameProps) {
  const { t } = useTranslation("playground");
  return (
    <section
      className={cn("flex min-h-0 min-w-0 flex-1 flex-col", !shown && "max-lg:hidden")}
      aria-label={model || t("title")}
    >
      <div className="flex h-11 shrink-0 items-center gap-1.5 border-b bg-card px-3">
        <ModelPicker list={list} faces={faces} value={model} onChange={onModel} />
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {last ? (
            <Button variant="ghost" size="sm" className="max-lg:hidden xl:hidden" onClick={openParameters}>
              <Settings2 />
              {t("parameters")}
            </Button>
          ) : null}
          {compare && (last || shown) ? (
            <Button
              variant="ghost"
              size="sm"
              className={cn("pointer-coarse:h-10", !last && "lg:hidden")}
              // Which model comes next is not known before the list is there.
              disabled={list.models === null}
              onClick={compare}
            >
              <GitCompareArrows />
              {t("compare")}
            </Button>
          ) : null}
          {remove ? (
            <Button
              variant="ghost"
              size="icon-xs"
              className="pointer-coarse:size-10"
              aria-label={t("removeColumn", { model: model || "–" })}
              title={t("removeColumn", { model: model || "–" })}
              onClick={remove}
            >
              <X />
            </Button>
          ) : null}
        </span>
      </div>
      {children}
    </section>
  );
}
