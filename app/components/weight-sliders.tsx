import { useTranslation } from "react-i18next";
import { Slider } from "~/components/ui/slider";
import type { BalancedWeights } from "~/gateway/settings";
import { cn } from "~/lib/class-names";
import { weightNames, withWeight } from "./balanced-weights";

interface WeightSlidersProps {
  weights: BalancedWeights;
  onWeights: (weights: BalancedWeights) => void;
  disabled?: boolean;
  className?: string;
}

/** Price, speed and reliability: three sliders that always sum to 100 %. */
export function WeightSliders({ weights, onWeights, disabled, className }: WeightSlidersProps) {
  const { t } = useTranslation();
  return (
    <div className={cn("grid gap-x-6 gap-y-4 sm:grid-cols-3", disabled && "opacity-60", className)}>
      {weightNames.map((name) => (
        <div key={name} className="min-w-0">
          <div className="mb-1.5 flex items-baseline justify-between text-xs">
            <span className="text-muted-foreground">{t(`weight.${name}`)}</span>
            <span className="tnum font-medium">{weights[name]}%</span>
          </div>
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
