import { RadioGroup } from "radix-ui";
import { useTranslation } from "react-i18next";
import { strategies, strategyIcons } from "~/components/strategy-icons";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Checkbox } from "~/components/ui/checkbox";
import { Label } from "~/components/ui/label";
import { WeightSliders } from "~/components/weight-sliders";
import type { BalancedWeights, Strategy } from "~/gateway/settings";

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
  const { t: common } = useTranslation();
  const name = (each: Strategy) => common(`strategy.${each}`);
  return (
    <Card>
      <CardHeader title={t("editor.strategy")} hint={<span className="max-md:hidden">{t("editor.strategyHint")}</span>}>
        <Label className="flex items-center gap-2 text-xs font-normal text-muted-foreground">
          <Checkbox
            checked={strategy === null && weights === null}
            onCheckedChange={(on) => {
              onStrategy(on === true ? null : defaultStrategy);
              if (on === true) onWeights(null);
            }}
          />
          {t("editor.followDefault", { strategy: name(defaultStrategy) })}
        </Label>
      </CardHeader>
      <div className="space-y-3 px-4 pb-4">
        <RadioGroup.Root
          aria-label={t("editor.strategy")}
          value={strategy ?? defaultStrategy}
          onValueChange={(value) => onStrategy(strategies.find((each) => each === value) ?? null)}
          className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5"
        >
          {strategies.map((each) => {
            const Icon = strategyIcons[each];
            return (
              <RadioGroup.Item
                key={each}
                value={each}
                aria-label={name(each)}
                className="group flex min-w-0 flex-col items-start rounded-md border p-2.5 text-left hover:border-border-strong data-[state=checked]:border-ring data-[state=checked]:bg-brand-soft/50 data-[state=checked]:ring-2 data-[state=checked]:ring-ring/20"
              >
                <Icon className="size-4 text-muted-foreground group-data-[state=checked]:text-brand-text" aria-hidden />
                <span className="mt-1.5 text-sm font-medium">{name(each)}</span>
                <span className="text-2xs text-muted-foreground">{t(`strategyHelp.${each}`)}</span>
              </RadioGroup.Item>
            );
          })}
        </RadioGroup.Root>
        {(strategy ?? defaultStrategy) === "balanced" ? (
          <div className="pb-1 pt-2">
            <WeightSliders weights={weights ?? defaultWeights} onWeights={onWeights} />
            {weights === null || strategy === null ? null : (
              <Button variant="link" size="sm" className="-ml-2 mt-1" onClick={() => onWeights(null)}>
                {t("editor.defaultWeights")}
              </Button>
            )}
          </div>
        ) : null}
      </div>
    </Card>
  );
}
