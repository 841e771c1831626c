import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useReason } from "~/components/hooks/use-answer";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/checkbox";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Spinner } from "~/components/ui/spinner";
import type { writeProvider } from "./actions.server";
import type { ModelComparison } from "./model-list";

interface SyncDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  providerId: string;
}

/** The upstream's list beside ours: nothing changes before it is ticked and applied. */
export function SyncDialog({ open, onOpenChange, providerId }: SyncDialogProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const compare = useFetcher<typeof writeProvider>();
  const apply = useFetcher<typeof writeProvider>();
  const [ticked, setTicked] = useState<Set<string>>(new Set());
  const reason = useReason();
  const seen = useRef<ModelComparison | null>(null);
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  const answer = compare.data;
  const comparison = answer?.ok && "comparison" in answer ? answer.comparison : null;
  const error = answer && !answer.ok ? reason(answer) : answer && "error" in answer ? answer.error : undefined;
  useEffect(() => {
    if (open) void compare.submit({ intent: "models.compare" }, { method: "post", action });
  }, [open]);
  useEffect(() => {
    if (!comparison || seen.current === comparison) return;
    seen.current = comparison;
    // A short list of news is wanted as a rule, a catalogue of hundreds is not.
    setTicked(new Set(comparison.missing.length <= 30 ? comparison.missing : []));
  }, [comparison]);
  useEffect(() => {
    if (apply.state === "idle" && apply.data?.ok) onOpenChange(false);
  }, [apply.state, apply.data, onOpenChange]);
  const toggle = (model: string) =>
    setTicked((before) => {
      const next = new Set(before);
      if (!next.delete(model)) next.add(model);
      return next;
    });
  const submit = () => {
    const form = new FormData();
    form.set("intent", "models.apply");
    for (const model of comparison?.missing ?? []) if (ticked.has(model)) form.append("add", model);
    for (const model of comparison?.gone ?? []) if (ticked.has(model)) form.append("remove", model);
    void apply.submit(form, { method: "post", action });
  };
  const running = compare.state !== "idle";
  const count = [...(comparison?.missing ?? []), ...(comparison?.gone ?? [])].filter((model) =>
    ticked.has(model),
  ).length;
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t("sync.title")}
        description={comparison ? t("sync.same", { count: comparison.same }) : t("sync.text")}
        footer={
          <>
            <Button variant="outline" className="ml-auto" onClick={() => onOpenChange(false)}>
              {common("cancel")}
            </Button>
            <Button onClick={submit} disabled={count === 0 || running} busy={apply.state !== "idle"}>
              {t("sync.apply", { count })}
            </Button>
          </>
        }
      >
        {running ? (
          <p role="status" className="flex items-center gap-2 py-6 text-sm text-muted-foreground">
            <Spinner />
            {t("sync.running")}
          </p>
        ) : comparison ? (
          <div className="space-y-4">
            {comparison.missing.length + comparison.gone.length === 0 ? (
              <p className="py-2 text-sm">{t("sync.nothing")}</p>
            ) : null}
            <Changes
              sign="+"
              title={t("sync.missing", { count: comparison.missing.length })}
              models={comparison.missing}
              ticked={ticked}
              onToggle={toggle}
            />
            <Changes
              sign="−"
              title={t("sync.gone", { count: comparison.gone.length })}
              models={comparison.gone}
              ticked={ticked}
              onToggle={toggle}
            />
          </div>
        ) : (
          <p className="break-words py-2 text-sm text-bad-text">{error ?? t("test.noList")}</p>
        )}
        {apply.data && !apply.data.ok ? (
          <p role="alert" className="mt-3 text-sm text-bad-text">
            {reason(apply.data)}
          </p>
        ) : null}
      </DialogContent>
    </Dialog>
  );
}

interface ChangesProps {
  sign: "+" | "−";
  title: string;
  models: string[];
  ticked: Set<string>;
  onToggle: (model: string) => void;
}

function Changes({ sign, title, models, ticked, onToggle }: ChangesProps) {
  if (models.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-xs text-muted-foreground">{title}</h3>
      <div className="scroll-thin max-h-64 overflow-y-auto rounded-md border">
        {models.map((model) => (
          <label key={model} className="flex min-h-8 items-center gap-2.5 border-b px-3 last:border-0">
            <Checkbox checked={ticked.has(model)} onCheckedChange={() => onToggle(model)} />
            <span className={`font-mono text-xs ${sign === "+" ? "text-ok-text" : "text-bad-text"}`}>{sign}</span>
            <code className="min-w-0 truncate font-mono text-xs">{model}</code>
          </label>
        ))}
      </div>
    </section>
  );
}
