import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { capabilityIcons } from "~/components/capability-icons";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import type { Capability } from "~/gateway/config";
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
  const provider = parameters.get("provider");
  const maker = parameters.get("maker");
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
  const label = t("filter.placeholder", { count: models.length });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="relative w-full lg:w-[210px]">
        <Search className="absolute inset-y-0 left-2.5 my-auto size-3.5 text-muted-foreground" aria-hidden />
        <Input
          type="search"
          data-shortcut="filter"
          placeholder={label}
          aria-label={label}
          className="pl-8"
          defaultValue={parameters.get("q") ?? ""}
          onChange={(event) => set("q", event.target.value)}
        />
      </div>
      <Select value={maker || "any"} onValueChange={(value) => set("maker", value === "any" ? "" : value)}>
        <SelectTrigger aria-label={t("filter.maker")} className="max-w-48 pointer-coarse:h-11">
          <SelectValue>{maker || t("filter.anyMaker")}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          <SelectItem value="any">{t("filter.anyMaker")}</SelectItem>
          {makers.map((name) => (
            <SelectItem key={name} value={name}>
              {name}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <Select value={provider || "any"} onValueChange={(value) => set("provider", value === "any" ? "" : value)}>
        <SelectTrigger aria-label={t("filter.provider")} className="max-w-48 pointer-coarse:h-11">
          <SelectValue>{provider ? (faces[provider]?.name ?? provider) : t("filter.anyProvider")}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          <SelectItem value="any">{t("filter.anyProvider")}</SelectItem>
          {providers.map((id) => (
            <SelectItem key={id} value={id}>
              {faces[id]?.name ?? id}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <div className="flex flex-wrap gap-1">
        {capabilities.map((capability) => {
          const Icon = capabilityIcons[capability];
          const on = wanted.includes(capability);
          return (
            <Button
              key={capability}
              variant="ghost"
              size="sm"
              aria-pressed={on}
              className="px-2 aria-pressed:bg-brand-soft aria-pressed:text-brand-text pointer-coarse:h-11"
              onClick={() => change((next) => (on ? next.delete("can", capability) : next.append("can", capability)))}
            >
              <Icon aria-hidden />
              {common(`capability.${capability}`)}
            </Button>
          );
        })}
      </div>
      {parameters.has("sort") ? null : (
        <span className="ml-auto text-xs text-muted-foreground max-2xl:hidden">{t("sorted")}</span>
      )}
    </div>
  );
}
