import { ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { Overtaken } from "~/components/checked-form/overtaken";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { DialogSubmit } from "~/components/dialog-submit";
import { TagInput } from "~/components/tag-input";
import { Checkbox } from "~/components/ui/checkbox";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SegmentedField } from "~/components/ui/segmented-field";
import type { Limits } from "~/gateway/limits/limit-schema";
import type { writeKey } from "./actions.server";
import { ExpiryField } from "./expiry-field";
import { keyBase, keyFieldOf, keyFormSchema, namesIn } from "./key-form";
import type { KeyView } from "./key-views.server";
import { BudgetField, LimitFields, QuotaField } from "./limit-fields";
import type { IssuedSecret } from "./secret-dialog";

interface KeyDialogProps {
  /** Null: a new key. */
  editing: KeyView | null;
  /** A new key begins as one for the admin API. */
  admin: boolean;
  /** Limits of keys without their own. */
  defaults: Limits;
  suggestions: { models: string[]; routes: string[]; providers: string[] };
  onClose: () => void;
  onIssued: (issued: IssuedSecret) => void;
}

const withoutAll = (names: string[] | undefined) => (names ?? []).filter((name) => name !== "*");

export function KeyDialog({ editing, admin, defaults, suggestions, onClose, onIssued }: KeyDialogProps) {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeKey>();
  const intent = editing ? "update" : "create";
  const form = useCheckedForm({ id: "key-form", schema: keyFormSchema, fetcher, intent, fieldOf: keyFieldOf });
  const { issues, before, errorOf, textOf } = form;
  const namesOf = (field: "models" | "providers") => (before ? namesIn(before, field) : withoutAll(editing?.[field]));
  const [models, setModels] = useState(() => namesOf("models"));
  const [providers, setProviders] = useState(() => namesOf("providers"));
  const [role, setRole] = useState<"client" | "admin">(() =>
    textOf("role", editing?.role ?? (admin ? "admin" : "client")) === "admin" ? "admin" : "client",
  );
  const limitsOf = { limits: editing?.limits ?? {}, defaults, issues, textOf };
  const answer = fetcher.data;
  // As it was when the dialog was opened: the list behind it may be read again meanwhile.
  const [base] = useState(() => textOf("base", editing ? keyBase(editing) : ""));
  const hasMore =
    admin ||
    (editing !== null &&
      (editing.role === "admin" ||
        withoutAll(editing.providers).length > 0 ||
        Boolean(editing.limits.concurrency || editing.limits.quota)));
  const moreFailed = ["providers", "role", "concurrency", "quotaTokens"].some((field) => errorOf(field) !== undefined);
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
        closeTo="/admin/keys"
        className="lg:w-[600px]"
        footer={
          <>
            {editing ? null : <span className="text-xs text-muted-foreground max-sm:hidden">{t("new.shownOnce")}</span>}
            <DialogSubmit form="key-form" busy={form.busy}>
              {editing ? common("save.save") : t("create")}
            </DialogSubmit>
          </>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          // With the dialog's address: without scripts the answer comes on this page.
          action={editing ? `/admin/keys?edit=${encodeURIComponent(editing.id)}` : "/admin/keys?new"}
          className="grid grid-cols-1 gap-4 sm:grid-cols-2"
        >
          {/* What Enter presses, before scripts run: the first button of the form would take a model away. */}
          <button type="submit" hidden />
          <input type="hidden" name="intent" value={intent} />
          <input type="hidden" name="id" value={editing?.id ?? ""} />
          {editing ? <input type="hidden" name="base" value={base} /> : null}
          {editing && form.failure?.code === "changed" ? (
            <Overtaken
              form="key-form"
              to={`/admin/keys?edit=${encodeURIComponent(editing.id)}`}
              className="sm:col-span-2"
            />
          ) : null}
          <FormNotices form={form} className="sm:col-span-2" />
          <Field label={t("field.name")} error={errorOf("name")}>
            <Input
              name="name"
              defaultValue={textOf("name", editing?.name)}
              required
              maxLength={200}
              autoFocus={!editing}
              placeholder={t("field.namePlaceholder")}
            />
          </Field>
          <Field label={t("field.owner")} note={common("optional")} error={errorOf("owner")}>
            <Input
              name="owner"
              defaultValue={textOf("owner", editing?.owner)}
              maxLength={200}
              placeholder={t("field.ownerPlaceholder")}
            />
          </Field>
          <Field
            label={t("field.models")}
            hint={t("field.modelsHint")}
            error={errorOf("models")}
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
          <LimitFields {...limitsOf} fields={["rpm", "tpm"]} />
          <BudgetField {...limitsOf} />
          <ExpiryField expiresAt={editing?.expiresAt ?? null} before={before} error={errorOf("expiresOn")} />
          <label
            htmlFor="capture-bodies"
            className="flex cursor-pointer items-start gap-2.5 rounded-md border p-3 sm:col-span-2"
          >
            <Checkbox
              id="capture-bodies"
              name="captureBodies"
              defaultChecked={before ? before.get("captureBodies") === "on" : editing?.captureBodies}
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
                <SegmentedField
                  name="role"
                  label={t("field.role")}
                  value={role}
                  onValueChange={setRole}
                  items={[
                    { value: "client", label: t("role.client") },
                    { value: "admin", label: t("role.admin") },
                  ]}
                />
              </Field>
              <LimitFields {...limitsOf} fields={["concurrency"]} />
              <Field label={t("field.providers")} error={errorOf("providers")} className="sm:col-span-2">
                <TagInput
                  name="providers"
                  tags={providers}
                  onTags={setProviders}
                  suggestions={suggestions.providers}
                  placeholder={t(providers.length === 0 ? "field.providersAll" : "field.providersAdd")}
                />
              </Field>
              <QuotaField {...limitsOf} />
            </div>
          </details>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
