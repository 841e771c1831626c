import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { NativeSelect } from "~/components/ui/native-select";
import { Textarea } from "~/components/ui/textarea";
import { estimateTokens } from "~/gateway/openai/estimate";
import { AppliesTo } from "./applies-to";
import { answerFormats, type ChatSettings, readSchema, readTools } from "./chat-request";
import { lastAnswer } from "./conversation";
import { NumberSetting } from "./number-setting";
import { RoundCost } from "./round-cost";
import { SwitchSetting } from "./switch-setting";
import type { Conversation } from "./use-conversation";

const exampleTools = JSON.stringify(
  [
    {
      type: "function",
      function: {
        name: "get_weather",
        description: "The weather in a city right now",
        parameters: {
          type: "object",
          properties: { city: { type: "string" } },
          required: ["city"],
          additionalProperties: false,
        },
      },
    },
  ],
  null,
  2,
);

const exampleSchema = JSON.stringify(
  {
    type: "object",
    properties: { answer: { type: "string" }, sure: { type: "boolean" } },
    required: ["answer", "sure"],
    additionalProperties: false,
  },
  null,
  2,
);

/** Settings of all columns, or of one. */
export function Parameters({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("playground");
  const [chosen, setChosen] = useState("");
  const { columns, change } = conversation;
  const column = columns.find(({ id }) => id === chosen);
  const settings = (column ?? columns[0])?.settings;
  if (!settings) return null;
  const onChange = (changes: Partial<ChatSettings>) => change(column?.id ?? null, changes);
  return (
    <div className="space-y-5 p-4">
      <AppliesTo columns={columns} chosen={column?.id ?? ""} onChange={setChosen} />
      <Field
        label={<span className="text-xs">{t("system")}</span>}
        note={
          settings.system.trim() === ""
            ? undefined
            : t("metric.totalTokens", { count: estimateTokens(settings.system.trim()) })
        }
      >
        <Textarea
          rows={4}
          value={settings.system}
          onChange={(event) => onChange({ system: event.target.value })}
          placeholder={t("systemPlaceholder")}
          className="resize-y text-xs leading-[1.1rem]"
        />
      </Field>
      <div className="space-y-4">
        <NumberSetting
          label={t("temperature")}
          value={settings.temperature}
          min={0}
          max={2}
          step={0.1}
          start={1}
          onChange={(temperature) => onChange({ temperature })}
        />
        <NumberSetting
          label={t("topP")}
          value={settings.topP}
          min={0}
          max={1}
          step={0.05}
          start={1}
          onChange={(topP) => onChange({ topP })}
        />
        <NumberSetting
          label={t("maxTokens")}
          value={settings.maxTokens}
          min={1}
          max={8192}
          step={1}
          start={1024}
          onChange={(maxTokens) => onChange({ maxTokens })}
        />
      </div>
      <div className="space-y-1 border-t pt-3">
        {(["stream", "skipCache", "failover"] as const).map((name) => (
          <SwitchSetting
            key={name}
            label={t(name)}
            checked={settings[name]}
            onChange={(checked) => onChange({ [name]: checked })}
          />
        ))}
      </div>
      <RoundCost
        answers={columns.flatMap((each) => {
          const answer = lastAnswer(each);
          return answer ? [{ ...answer, id: each.id, model: answer.servedModel ?? answer.model }] : [];
        })}
      />
      <div className="space-y-4 border-t pt-4">
        <Field label={<span className="text-xs">{t("format.label")}</span>}>
          <NativeSelect
            value={settings.format}
            className="w-full"
            onChange={(event) => {
              const format = answerFormats.find((each) => each === event.target.value) ?? "text";
              onChange(format === "schema" && settings.schema === "" ? { format, schema: exampleSchema } : { format });
            }}
          >
            {answerFormats.map((format) => (
              <option key={format} value={format}>
                {t(`format.${format}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
        {settings.format === "schema" ? (
          <Field
            label={<span className="text-xs">{t("schema")}</span>}
            error={readSchema(settings.schema) === null ? t("schemaInvalid") : undefined}
          >
            <JsonText value={settings.schema} onChange={(schema) => onChange({ schema })} />
          </Field>
        ) : null}
        <Field
          label={<span className="text-xs">{t("tool.label")}</span>}
          error={readTools(settings.tools) === null ? t("tool.invalid") : undefined}
          hint={t("tool.hint")}
        >
          <JsonText value={settings.tools} onChange={(tools) => onChange({ tools })} />
        </Field>
        {settings.tools.trim() === "" ? (
          <Button variant="outline" size="sm" onClick={() => onChange({ tools: exampleTools })}>
            {t("tool.example")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface JsonTextProps {
  value: string;
  onChange: (text: string) => void;
}

/** The rest are the attributes that `Field` gives to its control. */
function JsonText({ value, onChange, ...attributes }: JsonTextProps) {
  return (
    <Textarea
      {...attributes}
      rows={5}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="resize-y font-mono text-2xs"
    />
  );
}
