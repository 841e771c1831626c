import { ArrowRight, ChevronDown, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { describeRule, ruleIcon } from "./describe-rule";
import { type DraftRule, moved, newRule } from "./draft";
import { MoveButtons } from "./move-buttons";
import { RuleForm } from "./rule-form";

interface RulesCardProps {
  rules: DraftRule[];
  onRules: (rules: DraftRule[]) => void;
  suggestions: string[];
  /** Place of the rule that the simulated request matches, from 0. */
  matched: number | null;
}

/** Conditions on the request in the order in which they are tried; the first that holds decides. */
export function RulesCard({ rules, onRules, suggestions, matched }: RulesCardProps) {
  const { t } = useTranslation("models");
  const [open, setOpen] = useState<number | null>(null);
  const add = () => {
    const rule = newRule(rules);
    onRules([...rules, rule]);
    setOpen(rule.key);
  };
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t("editor.rules")} hint={t("editor.rulesHint")}>
        <Button variant="outline" size="sm" onClick={add}>
          <Plus />
          {t("editor.addRule")}
        </Button>
      </CardHeader>
      {rules.length === 0 ? (
        <p className="border-t px-4 py-3 text-xs text-muted-foreground">{t("editor.noRules")}</p>
      ) : (
        <ol aria-label={t("editor.rules")}>
          {rules.map((rule, index) => (
            <li key={rule.key} className="border-t">
              <RuleHead
                rule={rule}
                index={index}
                count={rules.length}
                open={open === rule.key}
                matched={matched === index}
                onToggle={() => setOpen(open === rule.key ? null : rule.key)}
                onMove={(to) => onRules(moved(rules, index, to))}
                onRemove={() => onRules(rules.filter((each) => each.key !== rule.key))}
              />
              {open === rule.key ? (
                <RuleForm
                  rule={rule}
                  suggestions={suggestions}
                  onRule={(next) => onRules(rules.map((each) => (each.key === rule.key ? next : each)))}
                />
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

interface RuleHeadProps {
  rule: DraftRule;
  index: number;
  count: number;
  open: boolean;
  matched: boolean;
  onToggle: () => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function RuleHead({ rule, index, count, open, matched, onToggle, onMove, onRemove }: RuleHeadProps) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const Icon = ruleIcon(rule);
  const name = t("rule.name", { number: index + 1 });
  return (
    <div className="flex min-h-[54px] flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 hover:bg-accent/50">
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="flex min-h-9 min-w-0 flex-1 basis-64 items-center gap-3 rounded text-left"
      >
        <span className="tnum w-4 shrink-0 text-center text-xs text-muted-foreground">{index + 1}</span>
        <Icon className="size-[18px] shrink-0 text-muted-foreground" strokeWidth={1.75} aria-hidden />
        <span className="min-w-0 flex-1 text-sm font-medium [overflow-wrap:anywhere]">
          {describeRule(rule, t)}
          {matched ? (
            <Badge variant="brand" className="ml-2">
              {t("rule.matches")}
            </Badge>
          ) : null}
        </span>
        <ChevronDown
          className={
            open ? "size-3.5 shrink-0 rotate-180 text-muted-foreground" : "size-3.5 shrink-0 text-muted-foreground"
          }
          aria-hidden
        />
      </button>
      <span className="flex min-w-0 flex-1 basis-48 items-center gap-2 pl-7 sm:pl-0">
        <ArrowRight className="size-3.5 shrink-0 text-faint" aria-hidden />
        <span className="flex min-w-0 flex-wrap gap-1">
          {rule.models.map((model) => (
            <Badge key={model} variant="outline" className="max-w-full truncate font-mono font-normal text-foreground">
              {model}
            </Badge>
          ))}
          {rule.models.length === 0 ? (
            <span className="text-xs text-muted-foreground">{t("rule.routeModels")}</span>
          ) : null}
          {rule.strategy ? <Badge>{common(`strategy.${rule.strategy}`)}</Badge> : null}
        </span>
      </span>
      <span className="ml-auto flex items-center">
        <MoveButtons name={name} index={index} count={count} onMove={onMove} />
        <Button
          variant="ghost"
          size="icon-xs"
          className="pointer-coarse:size-9"
          aria-label={common("removeTag", { name })}
          onClick={onRemove}
        >
          <Trash2 />
        </Button>
      </span>
    </div>
  );
}
