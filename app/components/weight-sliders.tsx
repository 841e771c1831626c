import { useTranslation } from "react-i18next";
import { Slider } from "~/components/ui/slider";
import type { BalancedWeights } from "~/gateway/config/settings";
import { cn } from "~/lib/class-names";
import { type WeightName, weightNames, withWeight } from "./balanced-weights";

interface WeightSlidersProps {
  weights: BalancedWeights;
  onWeights: (weights: BalancedWeights) => void;
  disabled?: boolean;
  /** Names of the figures as fields, where they are sent by themselves. */
  fieldOf?: (name: WeightName) => { form?: string; name: string };
  className?: string;
}

/** Price, speed and reliability: three sliders that always sum to 100 %. */
export function WeightSliders({ weights, onWeights, disabled, fieldOf, className }: WeightSlidersProps) {
  const { t } = useTranslation();
  return (
    <div
      className={cn(
        "grid gap-x-6 gap-y-4 pointer-coarse:gap-y-7 sm:grid-cols-3",
        disabled && "text-muted-foreground",
        className,
      )}
    >
      {weightNames.map((name) => (
        <div key={name} className="min-w-0">
          <label className="mb-1.5 flex items-baseline justify-between text-xs pointer-coarse:min-h-11 pointer-coarse:items-center">
            <span className="text-muted-foreground">{t(`weight.${name}`)}</span>
            <span className="tnum inline-flex items-baseline font-medium pointer-coarse:text-base">
              <input
                {...fieldOf?.(name)}
                type="number"
                min={0}
                max={100}
                aria-label={t("weight.percent", { name: t(`weight.${name}`) })}
                value={weights[name]}
                disabled={disabled}
                onChange={(event) => onWeights(withWeight(weights, name, Number(event.target.value)))}
                className="field-sizing-content min-w-4 rounded-sm bg-transparent text-right outline-none [appearance:textfield] hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring/40 [&::-webkit-inner-spin-button]:appearance-none"
              />
              %
            </span>
          </label>
          <Slider
            aria-label={t(`weight.${name}`)}
            min={0}
            max={100}
            value={[weights[name]]}
            {...(disabled ? { disabled } : {})}
            onValueChange={([percent]) => percent !== undefined && onWeights(withWeight(weights, name, percent))}
          />
        </div>
      ))}
    </div>
  );
}
