import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { capabilityIcons } from "~/components/capability-icons";
import { FilterButton, ListFilter } from "~/components/list-filter";
import { Button } from "~/components/ui/button";
import { NativeSelect } from "~/components/ui/native-select";
import type { Capability } from "~/gateway/config/config";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { CatalogueModel } from "./catalogue.server";

/** The address of this page with one parameter changed; null takes it away. */
export function withParameter(parameters: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(parameters);
  if (value === null || value === "") next.delete(name);
  else next.set(name, value);
  return `?${next}`;
}

export function matchesFilter(model: CatalogueModel, parameters: URLSearchParams): boolean {
  const text = (parameters.get("q") ?? "").trim().toLowerCase();
  const provider = parameters.get("provider") || null;
  const maker = parameters.get("maker") || null;
  const wanted = parameters.getAll("can");
  return (
    (model.id.toLowerCase().includes(text) ||
      model.servers.some(({ upstream }) => upstream.toLowerCase().includes(text))) &&
    (maker === null || model.maker === maker) &&
    (provider === null || model.servers.some((server) => server.providerId === provider)) &&
    wanted.every((capability) => model.capabilities.some((known) => known === capability))
  );
}

interface ModelFiltersProps {
  models: CatalogueModel[];
  faces: Record<string, ProviderFace>;
}

export function ModelFilters({ models, faces }: ModelFiltersProps) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const change = (edit: (next: URLSearchParams) => void) =>
    setParameters(
      (previous) => {
        const next = new URLSearchParams(previous);
        next.delete("page");
        edit(next);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const set = (name: string, value: string) =>
    change((next) => (value === "" ? next.delete(name) : next.set(name, value)));
  const provider = parameters.get("provider") ?? "";
  const maker = parameters.get("maker") ?? "";
  const makers = [...new Set(models.flatMap((model) => model.maker ?? []))].sort();
  const providers = [...new Set(models.flatMap((model) => model.servers.map((server) => server.providerId)))];
  const known = new Set(models.flatMap((model) => model.capabilities));
  const capabilities = (Object.keys(capabilityIcons) as Capability[]).filter((capability) => known.has(capability));
  const wanted = parameters.getAll("can");
  return (
    <ListFilter
      label={t("filter.placeholder", { count: models.length })}
      onText={(text) => set("q", text)}
      fieldWidth="lg:w-[210px]"
    >
      <Choice name="maker" label={t("filter.maker")} any={t("filter.anyMaker")} value={maker} onChoose={set}>
        {makers.map((name) => ({ value: name, label: name }))}
      </Choice>
      <Choice
        name="provider"
        label={t("filter.provider")}
        any={t("filter.anyProvider")}
        value={provider}
        onChoose={set}
      >
        {providers.map((id) => ({ value: id, label: faces[id]?.name ?? id }))}
      </Choice>
      {wanted.map((capability) => (
        <input key={capability} type="hidden" name="can" value={capability} />
      ))}
      {parameters.has("sort") ? <input type="hidden" name="sort" value={parameters.get("sort") ?? ""} /> : null}
      <FilterButton />
      <div className="flex flex-wrap gap-0.5">
        {capabilities.map((capability) => {
          const Icon = capabilityIcons[capability];
          const on = wanted.includes(capability);
          return (
            <Button
              key={capability}
              variant="ghost"
              size="sm"
              className="px-1.5 aria-[current]:bg-brand-soft aria-[current]:text-brand-text pointer-coarse:h-11"
              asChild
            >
              <Link
                to={withCapability(parameters, capability)}
                replace
                preventScrollReset
                aria-current={on || undefined}
              >
                <Icon aria-hidden />
                {common(`capability.${capability}`)}
              </Link>
            </Button>
          );
        })}
      </div>
      {parameters.has("sort") ? null : (
        <span className="ml-auto text-xs text-muted-foreground max-2xl:hidden">{t("sorted")}</span>
      )}
    </ListFilter>
  );
}

/** The address with a capability wanted, or no longer. */
function withCapability(parameters: URLSearchParams, capability: string): string {
  const next = new URLSearchParams(parameters);
  next.delete("page");
  if (next.has("can", capability)) next.delete("can", capability);
  else next.append("can", capability);
  return `?${next}`;
}

interface ChoiceProps {
  name: string;
  label: string;
  /** What no choice is called. */
  any: string;
  value: string;
  onChoose: (name: string, value: string) => void;
  children: { value: string; label: string }[];
}

function Choice({ name, label, any, value, onChoose, children }: ChoiceProps) {
  return (
    <NativeSelect
      name={name}
      aria-label={label}
      className="max-w-48"
      value={value}
      onChange={(event) => onChoose(name, event.target.value)}
    >
      <option value="">{any}</option>
      {children.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </NativeSelect>
  );
}
