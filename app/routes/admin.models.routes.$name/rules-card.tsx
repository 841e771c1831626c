import { ArrowRight, Plus, Route as RouteIcon } from "lucide-react";
import { type DragEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import type { RuleHits } from "~/db/rule-hits.server";
import { formatInteger } from "~/lib/format";
import { type DraftRule, moved, newRule } from "./draft";
import type { EditorView } from "./draft-changes";
import { useFormFields } from "./form-fields";
import { RuleForm } from "./rule-form";
import { RuleHead, ruleGrid } from "./rule-head";

interface RulesCardProps {
  rules: DraftRule[];
  /** What is unfolded at first. */
  view: EditorView;
  onRules: (rules: DraftRule[]) => void;
  suggestions: string[];
  /** Place of the rule that the simulated request matches, from 0. */
  matched: number | null;
  /** How many models take what no rule does. */
  otherwise: number;
  /** Null while they are not known. */
  hits: RuleHits | null;
  /** Why a place of the document was refused. */
  errorOf: (path: string) => string | undefined;
}

const keyAt = (rules: DraftRule[], index: number | null) => (index === null ? null : (rules[index]?.key ?? null));

/** Conditions on the request in the order in which they are tried; the first that holds decides. */
export function RulesCard({ rules, view, onRules, suggestions, matched, otherwise, hits, errorOf }: RulesCardProps) {
  const { t } = useTranslation("models");
  const { changes, field } = useFormFields();
  const [open, setOpen] = useState<number | null>(() => keyAt(rules, view.open));
  const [menu, setMenu] = useState(() => keyAt(rules, view.menu));
  const faulty = rules.find((_, index) => errorOf(`rules.${index}`) !== undefined)?.key ?? null;
  // What was refused is in sight.
  useEffect(() => {
    if (faulty !== null) setOpen(faulty);
  }, [faulty]);
  const dragType = `application/x-rule-${useId()}`.toLowerCase();
  const drop = (event: DragEvent, to: number) => {
    const from = event.dataTransfer.getData(dragType);
    if (from === "") return;
    event.preventDefault();
    onRules(moved(rules, Number(from), to));
  };
  const add = () => {
    const rule = newRule(rules);
    onRules([...rules, rule]);
    setOpen(rule.key);
  };
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t("editor.rules")} hint={t("editor.rulesHint")}>
        <Button variant="outline" size="sm" {...changes("rules.add", add)}>
          <Plus />
          {t("editor.addRule")}
        </Button>
      </CardHeader>
      {/* The switches of all rules are here: one that is not sent is off. */}
      <input type="hidden" {...field("heads")} value="1" />
      <ol aria-label={t("editor.rules")}>
        {rules.map((rule, index) => (
          <li
            key={rule.key}
            className="border-t"
            draggable={open !== rule.key}
            onDragStart={(event) => event.dataTransfer.setData(dragType, String(index))}
            onDragOver={(event) => {
              if (event.dataTransfer.types.includes(dragType)) event.preventDefault();
            }}
            onDrop={(event) => drop(event, index)}
          >
            <RuleHead
              rule={rule}
              index={index}
              count={rules.length}
              open={open === rule.key}
              menuOpen={menu === rule.key}
              onMenuClose={() => setMenu(null)}
              matched={matched === index}
              hits={hits === null || rule.storedAt === null ? null : (hits.rules[rule.storedAt] ?? 0)}
              onToggle={() => setOpen(open === rule.key ? null : rule.key)}
              onEnabled={(enabled) =>
                onRules(rules.map((each) => (each.key === rule.key ? { ...each, enabled } : each)))
              }
              onMove={(to) => onRules(moved(rules, index, to))}
              onRemove={() => onRules(rules.filter((each) => each.key !== rule.key))}
            />
            {open === rule.key ? (
              <RuleForm
                rule={rule}
                index={index}
                errorOf={(condition) => errorOf(`rules.${index}.when.${condition}`)}
                suggestions={suggestions}
                onRule={(next) => onRules(rules.map((each) => (each.key === rule.key ? next : each)))}
              />
            ) : null}
          </li>
        ))}
        <li className={`${ruleGrid} h-12 border-t bg-muted/40`}>
          <span />
          <RouteIcon className="size-[18px] text-muted-foreground" strokeWidth={1.75} aria-hidden />
          <span className="text-sm font-medium">
            {t(rules.length === 0 ? "editor.everything" : "editor.otherwise")}
          </span>
          <ArrowRight className="size-3.5 text-faint max-md:hidden" aria-hidden />
          <span className="text-xs text-muted-foreground max-md:hidden">
            {t("editor.byStrategy", { count: otherwise })}
          </span>
          {hits === null ? null : (
            <span className="tnum text-right text-sm font-medium">
              {formatInteger(hits.otherwise)} <span className="sr-only">{t("rule.hits")}</span>
            </span>
          )}
        </li>
      </ol>
    </Card>
  );
}
