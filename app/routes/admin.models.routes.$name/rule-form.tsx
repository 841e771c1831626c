import { useTranslation } from "react-i18next";
import { strategies } from "~/components/strategy-icons";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import { Textarea } from "~/components/ui/textarea";
import type { DraftRule } from "./draft";
import { flagNames } from "./draft-conditions";
import { useFormFields } from "./form-fields";
import { ModelOrder } from "./model-order";

interface RuleFormProps {
  rule: DraftRule;
  /** Its place, from 0. */
  index: number;
  onRule: (rule: DraftRule) => void;
  suggestions: string[];
  /** Why a condition was refused. */
  errorOf: (condition: string) => string | undefined;
}

const conditions = ["any", "with", "without"] as const;

/** Every condition that is filled in must hold; where it goes then. */
export function RuleForm({ rule, index, onRule, suggestions, errorOf }: RuleFormProps) {
  const { t } = useTranslation("models");
  const { field } = useFormFields();
  const { t: common } = useTranslation();
  const set = (change: Partial<DraftRule>) => onRule({ ...rule, ...change });
  const at = (name: string) => field(`rules.${index}.${name}`);
  return (
    <div className="space-y-4 border-t bg-muted/30 p-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("rule.contains")} hint={t("rule.containsHint")} error={errorOf("contains")}>
          <Textarea
            {...at("contains")}
            rows={3}
            value={rule.contains}
            onChange={(event) => set({ contains: event.target.value })}
          />
        </Field>
        <Field label={t("rule.metadata")} hint={t("rule.metadataHint")} error={errorOf("metadata")}>
          <Textarea
            {...at("metadata")}
            rows={3}
            value={rule.metadata}
            placeholder="tier=critical"
            className="font-mono text-xs"
            onChange={(event) => set({ metadata: event.target.value })}
          />
        </Field>
        {(["minPromptTokens", "maxPromptTokens"] as const).map((name) => (
          <Field key={name} label={t(`rule.${name}`)} error={errorOf(name)}>
            <Input
              {...at(name)}
              inputMode="numeric"
              className="tnum"
              value={rule[name]}
              onChange={(event) => set({ [name]: event.target.value.replace(/\D/g, "").slice(0, 9) })}
            />
          </Field>
        ))}
        {flagNames.map((name) => (
          <Field key={name} label={t(`rule.${name}`)} error={errorOf(name)}>
            <NativeSelect
              {...at(name)}
              value={rule[name]}
              onChange={(event) => set({ [name]: conditions.find((each) => each === event.target.value) ?? "any" })}
            >
              {conditions.map((condition) => (
                <option key={condition} value={condition}>
                  {t(`rule.${condition}`)}
                </option>
              ))}
            </NativeSelect>
          </Field>
        ))}
        <Field label={t("rule.regex")} hint={t("rule.regexHint")} error={errorOf("regex")}>
          <Input
            {...at("regex")}
            className="font-mono text-xs"
            maxLength={256}
            value={rule.regex}
            onChange={(event) => set({ regex: event.target.value })}
          />
        </Field>
        <Field label={t("rule.language")} hint={t("rule.languageHint")} error={errorOf("language")}>
          <Input
            {...at("language")}
            value={rule.language}
            placeholder="zh"
            onChange={(event) => set({ language: event.target.value })}
          />
        </Field>
        <Field label={t("rule.keys")} hint={t("rule.keysHint")} error={errorOf("keys")}>
          <Input {...at("keys")} value={rule.keys} onChange={(event) => set({ keys: event.target.value })} />
        </Field>
        <Field label={t("rule.percent")} hint={t("rule.percentHint")} error={errorOf("percent")}>
          <Input
            {...at("percent")}
            inputMode="decimal"
            className="tnum"
            value={rule.percent}
            onChange={(event) => set({ percent: event.target.value.replace(/[^\d.]/g, "").slice(0, 6) })}
          />
        </Field>
        <Field label={t("rule.headers")} hint={t("rule.headersHint")} error={errorOf("headers")}>
          <Textarea
            {...at("headers")}
            rows={2}
            value={rule.headers}
            placeholder="x-team=search*"
            className="font-mono text-xs"
            onChange={(event) => set({ headers: event.target.value })}
          />
        </Field>
        <TimeFields rule={rule} at={at} set={set} errorOf={errorOf} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("rule.strategy")}>
          <NativeSelect
            {...at("strategy")}
            value={rule.strategy ?? ""}
            onChange={(event) => set({ strategy: strategies.find((each) => each === event.target.value) ?? null })}
          >
            <option value="">{t("rule.sameStrategy")}</option>
            {strategies.map((strategy) => (
              <option key={strategy} value={strategy}>
                {common(`strategy.${strategy}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <div className="space-y-1.5">
        <div className="text-sm font-medium">{t("rule.models")}</div>
        <div className="rounded-md border bg-card">
          <ModelOrder
            list={`rules.${index}.models`}
            label={t("rule.models")}
            models={rule.models}
            onModels={(models) => set({ models })}
            suggestions={suggestions}
          />
        </div>
        <p className="text-xs text-muted-foreground">{t("rule.modelsHint")}</p>
      </div>
    </div>
  );
}

/** Names of the document's `time`. */
const timeFields = { timeFrom: "from", timeTo: "to", days: "days", timeZone: "timeZone" } as const;

interface TimeFieldsProps extends Pick<RuleFormProps, "rule" | "errorOf"> {
  at: (name: string) => { form?: string; name: string };
  set: (change: Partial<DraftRule>) => void;
}

function TimeFields({ rule, at, set, errorOf }: TimeFieldsProps) {
  const { t } = useTranslation("models");
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-2">
      {(["timeFrom", "timeTo"] as const).map((name) => (
        <Field key={name} label={t(`rule.${name}`)} error={errorOf(`time.${timeFields[name]}`)}>
          <Input
            {...at(name)}
            type="time"
            value={rule[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Field>
      ))}
      {(["days", "timeZone"] as const).map((name) => (
        <Field key={name} label={t(`rule.${name}`)} error={errorOf(`time.${timeFields[name]}`)}>
          <Input
            {...at(name)}
            value={rule[name]}
            placeholder={name === "days" ? "mon, tue" : "UTC"}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}
