import { ArrowDown, ArrowRight, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { ActionsDialog } from "~/components/actions-menu/actions-dialog";
import { ActionsMenu } from "~/components/actions-menu/actions-menu";
import type { RowActions } from "~/components/actions-menu/row-action";
import { Badge } from "~/components/ui/badge";
import { Switch } from "~/components/ui/switch";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import { describeRule, ruleIcon, ruleName } from "./describe-rule";
import type { DraftRule } from "./draft";
import { useFormFields } from "./form-fields";

export const ruleGrid =
  "grid grid-cols-[18px_20px_minmax(0,1fr)_auto] items-center gap-3 px-3 md:grid-cols-[18px_20px_minmax(0,1fr)_14px_minmax(0,1.28fr)_60px_32px_24px]";

interface RuleHeadProps {
  rule: DraftRule;
  index: number;
  count: number;
  open: boolean;
  /** Its menu, drawn by the server. */
  menuOpen: boolean;
  onMenuClose: () => void;
  matched: boolean;
  /** Requests of 24 hours; null where that is not known, or the rule is new. */
  hits: number | null;
  onToggle: () => void;
  onEnabled: (enabled: boolean) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** A rule in one row: what it is about, when it holds, where it goes. Pressing it opens its form. */
export function RuleHead(props: RuleHeadProps) {
  const { rule, index, open, matched, hits, onToggle, onEnabled } = props;
  const { t } = useTranslation("models");
  const { changes, field } = useFormFields();
  const { t: common } = useTranslation();
  const Icon = ruleIcon(rule);
  return (
    <div
      className={cn(
        ruleGrid,
        "relative min-h-[58px] py-2 hover:bg-accent/50",
        !rule.enabled && "bg-muted/40 text-muted-foreground",
      )}
    >
      <span className="tnum text-center text-xs text-muted-foreground">{index + 1}</span>
      <Icon className="size-[18px] text-muted-foreground" strokeWidth={1.75} aria-hidden />
      {open ? <input type="hidden" {...field("open")} value={index} /> : null}
      <button
        {...changes(`rules.${index}.open`, onToggle)}
        aria-expanded={open}
        className="min-w-0 text-left leading-[1.1rem] after:absolute after:inset-0"
      >
        <span className="flex items-center gap-2 text-sm font-medium">
          {ruleName(rule, common)}
          {matched ? <Badge variant="brand">{t("rule.matches")}</Badge> : null}
        </span>
        <span className="block truncate text-xs text-muted-foreground" title={describeRule(rule, t)}>
          {describeRule(rule, t)}
        </span>
      </button>
      <ArrowRight className="size-3.5 text-faint max-md:hidden" aria-hidden />
      <span className="flex min-w-0 flex-wrap gap-1 max-md:col-span-2 max-md:col-start-3 max-md:row-start-2">
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
      <span
        className={cn(
          "tnum max-md:col-span-2 max-md:col-start-3 max-md:row-start-3 max-md:flex max-md:items-baseline max-md:gap-1 md:text-right",
          hits === null && "max-md:hidden",
        )}
      >
        {hits === null ? null : (
          <>
            <span className="block text-sm font-medium leading-[1.1rem]">{formatInteger(hits)}</span>
            <span className="block text-2xs text-muted-foreground" title={t("rule.hitsHelp")}>
              {t("rule.hits")}
            </span>
          </>
        )}
      </span>
      <span className="relative flex items-center gap-3 max-md:col-start-4 max-md:row-start-1 md:contents">
        <Switch
          {...field(`rules.${index}.enabled`)}
          checked={rule.enabled}
          onCheckedChange={onEnabled}
          aria-label={t("rule.use", { number: index + 1 })}
          className="relative"
        />
        <RuleMenu {...props} />
      </span>
    </div>
  );
}

function RuleMenu({ index, count, menuOpen, onMenuClose, onToggle, onMove, onRemove }: RuleHeadProps) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const { pathname } = useLocation();
  const name = t("rule.name", { number: index + 1 });
  const label = t("rule.menu", { number: index + 1 });
  const { sends } = useFormFields();
  const button = (change: string) => sends(`rules.${index}.${change}`);
  const actions = (): RowActions => [
    { icon: Pencil, label: t("rule.edit"), onSelect: onToggle, sends: button("open") },
    {
      icon: ArrowUp,
      label: t("editor.moveUp", { name }),
      disabled: index === 0,
      onSelect: () => onMove(index - 1),
      sends: button("up"),
    },
    {
      icon: ArrowDown,
      label: t("editor.moveDown", { name }),
      disabled: index === count - 1,
      onSelect: () => onMove(index + 1),
      sends: button("down"),
    },
    "line",
    { icon: Trash2, label: common("delete"), destructive: true, onSelect: onRemove, sends: button("remove") },
  ];
  return (
    <>
      <ActionsMenu className="relative pointer-coarse:size-9" label={label} actions={actions} before={button("menu")} />
      {menuOpen ? (
        <ActionsDialog label={label} actions={actions()} action={pathname} closeTo={pathname} onClose={onMenuClose} />
      ) : null}
    </>
  );
}
