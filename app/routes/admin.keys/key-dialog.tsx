import { ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { DialogSubmit } from "~/components/dialog-submit";
import { issueOf } from "~/components/provider-form/provider-document";
import { TagInput } from "~/components/tag-input";
import { Checkbox } from "~/components/ui/checkbox";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Segmented } from "~/components/ui/toggle-group";
import type { Limits } from "~/gateway/limit-schema";
import type { writeKey } from "./actions.server";
import { ExpiryField } from "./expiry-field";
import type { KeyView } from "./key-views.server";
import { BudgetField, LimitFields, QuotaField } from "./limit-fields";
import type { IssuedSecret } from "./secret-dialog";

interface KeyDialogProps {
  /** Null: a new key. */
  editing: KeyView | null;
  /** Limits of keys without their own. */
  defaults: Limits;
  suggestions: { models: string[]; routes: string[]; providers: string[] };
  onClose: () => void;
  onIssued: (issued: IssuedSecret) => void;
}

const withoutAll = (names: string[] | undefined) => (names ?? []).filter((name) => name !== "*");

export function KeyDialog({ editing, defaults, suggestions, onClose, onIssued }: KeyDialogProps) {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeKey>();
  const [models, setModels] = useState(withoutAll(editing?.models));
  const [providers, setProviders] = useState(withoutAll(editing?.providers));
  const [role, setRole] = useState(editing?.role ?? "client");
  const answer = fetcher.data;
  const failure = answer && !answer.ok ? answer : null;
  const issues = failure?.issues;
  const hasMore =
    editing !== null &&
    (editing.role === "admin" ||
      withoutAll(editing.providers).length > 0 ||
      Boolean(editing.limits.concurrency || editing.limits.quota));
  const moreFailed = ["providers", "role", "limits.concurrency", "limits.quota"].some(
    (field) => issueOf(issues, field) !== undefined,
  );
  useEffect(() => {
    if (fetcher.state !== "idle" || !answer?.ok) return;
    onClose();
    if (answer.issued) onIssued(answer.issued);
  }, [fetcher.state, answer, onClose, onIssued]);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={editing ? t("edit.title", { name: editing.name }) : t("new.title")}
        description={t(editing ? "edit.text" : "new.text")}
        className="md:w-[600px]"
        footer={
          <>
            {editing ? null : <span className="text-xs text-muted-foreground max-sm:hidden">{t("new.shownOnce")}</span>}
            <DialogSubmit form="key-form" busy={fetcher.state !== "idle"}>
              {editing ? common("save.save") : t("create")}
            </DialogSubmit>
          </>
        }
      >
        <fetcher.Form id="key-form" method="post" action="/admin/keys" className="grid gap-4 sm:grid-cols-2">
          <input type="hidden" name="intent" value={editing ? "update" : "create"} />
          <input type="hidden" name="id" value={editing?.id ?? ""} />
          {failure && failure.issues.length === 0 ? (
            <p role="alert" className="text-sm text-bad-text sm:col-span-2">
              {failure.message}
            </p>
          ) : null}
          <Field label={t("field.name")} error={issueOf(issues, "name")}>
            <Input
              name="name"
              defaultValue={editing?.name}
              required
              maxLength={200}
              autoFocus={!editing}
              placeholder={t("field.namePlaceholder")}
            />
          </Field>
          <Field label={t("field.owner")} note={common("optional")} error={issueOf(issues, "owner")}>
            <Input
              name="owner"
              defaultValue={editing?.owner ?? ""}
              maxLength={200}
              placeholder={t("field.ownerPlaceholder")}
            />
          </Field>
          <Field
            label={t("field.models")}
            hint={t("field.modelsHint")}
            error={issueOf(issues, "models")}
            className="sm:col-span-2"
          >
            <TagInput
              name="models"
              tags={models}
              onTags={setModels}
              suggestions={[...suggestions.routes, ...suggestions.models]}
              highlight={(model) => suggestions.routes.includes(model)}
              placeholder={t(models.length === 0 ? "field.modelsAll" : "field.modelsAdd")}
            />
          </Field>
          <LimitFields limits={editing?.limits ?? {}} defaults={defaults} issues={issues} fields={["rpm", "tpm"]} />
          <BudgetField limits={editing?.limits ?? {}} defaults={defaults} issues={issues} />
          <ExpiryField expiresAt={editing?.expiresAt ?? null} error={issueOf(issues, "expiresAt")} />
          <label
            htmlFor="capture-bodies"
            className="flex cursor-pointer items-start gap-2.5 rounded-md border p-3 sm:col-span-2"
          >
            <Checkbox
              id="capture-bodies"
              name="captureBodies"
              defaultChecked={editing?.captureBodies ?? false}
              className="mt-0.5"
            />
            <span>
              <span className="block font-medium">{t("field.bodies")}</span>
              <span className="block text-xs text-muted-foreground">{t("field.bodiesHint")}</span>
            </span>
          </label>
          <details open={hasMore || moreFailed} className="group rounded-md border sm:col-span-2">
            <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 px-3 text-sm font-medium [&::-webkit-details-marker]:hidden">
              <ChevronRight className="size-3.5 text-muted-foreground group-open:rotate-90" aria-hidden />
              {t("new.more")}
              <span className="truncate text-xs font-normal text-muted-foreground">{t("new.moreHint")}</span>
            </summary>
            <div className="grid gap-4 border-t p-3 sm:grid-cols-2">
              <Field label={t("field.role")} hint={t(`role.${role}Hint`)}>
                <div>
                  <input type="hidden" name="role" value={role} />
                  <Segmented
                    label={t("field.role")}
                    value={role}
                    onValueChange={setRole}
                    items={[
                      { value: "client", label: t("role.client") },
                      { value: "admin", label: t("role.admin") },
                    ]}
                    className="w-full"
                  />
                </div>
              </Field>
              <LimitFields
                limits={editing?.limits ?? {}}
                defaults={defaults}
                issues={issues}
                fields={["concurrency"]}
              />
              <Field label={t("field.providers")} error={issueOf(issues, "providers")} className="sm:col-span-2">
                <TagInput
                  name="providers"
                  tags={providers}
                  onTags={setProviders}
                  suggestions={suggestions.providers}
                  placeholder={t(providers.length === 0 ? "field.providersAll" : "field.providersAdd")}
                />
              </Field>
              <QuotaField limits={editing?.limits ?? {}} defaults={defaults} issues={issues} />
            </div>
          </details>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
