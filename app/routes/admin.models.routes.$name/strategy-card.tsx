import { useTranslation } from "react-i18next";
import { weightField } from "~/components/balanced-weights";
import { strategies, strategyIcons } from "~/components/strategy-icons";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Checkbox } from "~/components/ui/checkbox";
import { Label } from "~/components/ui/label";
import { WeightSliders } from "~/components/weight-sliders";
import type { BalancedWeights, Strategy } from "~/gateway/config/settings";
import { useFormFields } from "./form-fields";

interface StrategyCardProps {
  /** Null: the default of the settings. */
  strategy: Strategy | null;
  defaultStrategy: Strategy;
  onStrategy: (strategy: Strategy | null) => void;
  /** Null: those of the settings. */
  weights: BalancedWeights | null;
  defaultWeights: BalancedWeights;
  onWeights: (weights: BalancedWeights | null) => void;
}

export function StrategyCard({
  strategy,
  defaultStrategy,
  onStrategy,
  weights,
  defaultWeights,
  onWeights,
}: StrategyCardProps) {
  const { t } = useTranslation("models");
  const { field } = useFormFields();
  const { t: common } = useTranslation();
  const chosen = strategy ?? defaultStrategy;
  const name = (each: Strategy) => common(`strategy.${each}`);
  return (
    <Card>
      <CardHeader title={t("editor.strategy")} hint={<span className="max-md:hidden">{t("editor.strategyHint")}</span>}>
        <Label className="flex items-center gap-2 text-xs font-normal text-muted-foreground">
          <Checkbox
            {...field("followDefault")}
            checked={strategy === null && weights === null}
            onCheckedChange={(on) => {
              onStrategy(on ? null : defaultStrategy);
              if (on) onWeights(null);
            }}
          />
          {t("editor.followDefault", { strategy: name(defaultStrategy) })}
        </Label>
      </CardHeader>
      <div className="group/strategy space-y-3 px-4 pb-4">
        <fieldset aria-label={t("editor.strategy")} className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
          {strategies.map((each) => {
            const Icon = strategyIcons[each];
            return (
              <label
                key={each}
                className="group relative flex min-w-0 flex-col items-start rounded-md border p-2.5 text-left hover:border-border-strong has-checked:border-ring has-checked:bg-brand-soft/50 has-checked:ring-2 has-checked:ring-ring/20 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
              >
                <input
                  type="radio"
                  {...field("strategy")}
                  value={each}
                  checked={each === chosen}
                  onChange={() => onStrategy(each)}
                  aria-label={name(each)}
                  className="absolute inset-0 cursor-pointer appearance-none rounded-md outline-none"
                />
                <Icon className="size-4 text-muted-foreground group-has-checked:text-brand-text" aria-hidden />
                <span className="mt-1.5 text-sm font-medium">{name(each)}</span>
                <span className="text-2xs text-muted-foreground">{t(`strategyHelp.${each}`)}</span>
              </label>
            );
          })}
        </fieldset>
        {/* Shown by the style sheet, so that it follows the choice before scripts run. */}
        <div className="hidden pb-1 pt-2 group-has-[[value=balanced]:checked]/strategy:block">
          <WeightSliders
            weights={weights ?? defaultWeights}
            onWeights={onWeights}
            fieldOf={(each) => field(weightField(each))}
          />
          {weights === null || strategy === null ? null : (
            <Button variant="link" size="sm" className="mt-4 px-0" onClick={() => onWeights(null)}>
              {t("editor.defaultWeights")}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
