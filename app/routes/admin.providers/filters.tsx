import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { capabilityIcons } from "~/components/capability-icons";
import { FilterButton, ListFilter } from "~/components/list-filter";
import { type ProviderState, providerStates, StatusLabel } from "~/components/status-label";
import { NativeSelect } from "~/components/ui/native-select";
import type { Capability } from "~/gateway/config/config";
import type { ProviderView } from "./provider-views.server";

// The names only: the schema behind them has no business in the browser.
const capabilities = Object.keys(capabilityIcons) as Capability[];

export interface ProviderFilter {
  text: string;
  status: ProviderState | null;
  capability: Capability | null;
}

export function readFilter(parameters: URLSearchParams): ProviderFilter {
  return {
    text: (parameters.get("q") ?? "").trim().toLowerCase(),
    status: providerStates.find((state) => state === parameters.get("status")) ?? null,
    capability: capabilities.find((capability) => capability === parameters.get("capability")) ?? null,
  };
}

export function matchesFilter(provider: ProviderView, filter: ProviderFilter): boolean {
  const text = `${provider.face.name} ${provider.id} ${provider.host}`.toLowerCase();
  return (
    text.includes(filter.text) &&
    (filter.status === null || provider.state === filter.status) &&
    (filter.capability === null || provider.capabilities.includes(filter.capability))
  );
}

export function ProviderFilters({ providers }: { providers: ProviderView[] }) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const set = (name: string, value: string) =>
    setParameters(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const filter = readFilter(parameters);
  const counts = providerStates
    .map((state) => ({ state, count: providers.filter((provider) => provider.state === state).length }))
    .filter(({ state, count }) => count > 0 || state === "healthy");
  const choices = [
    {
      name: "status",
      value: filter.status,
      label: t("filter.status"),
      any: t("filter.anyStatus"),
      options: providerStates.map((state) => [state, common(`state.${state}`)]),
    },
    {
      name: "capability",
      value: filter.capability,
      label: t("filter.capability"),
      any: t("filter.anyCapability"),
      options: capabilities.map((capability) => [capability, common(`capability.${capability}`)]),
    },
  ];
  return (
    <ListFilter label={t("filter.placeholder")} onText={(text) => set("q", text)} className="mb-4">
      {choices.map(({ name, value, label, any, options }) => (
        <NativeSelect
          key={name}
          name={name}
          aria-label={label}
          className="max-lg:hidden"
          value={value ?? ""}
          onChange={(event) => set(name, event.target.value)}
        >
          <option value="">{any}</option>
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </NativeSelect>
      ))}
      <FilterButton />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 lg:ml-auto">
        {counts.map(({ state, count }) => (
          <StatusLabel
            key={state}
            state={state}
            label={<span className="font-normal text-muted-foreground">{t(`count.${state}`, { count })}</span>}
          />
        ))}
      </div>
    </ListFilter>
  );
}
