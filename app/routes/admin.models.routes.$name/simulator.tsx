import { Image, Play, Siren, Tag, Wrench } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import { Textarea } from "~/components/ui/textarea";
import { formatInteger } from "~/lib/format";
import type { DraftRule } from "./draft";
import type { EditorData } from "./editor-data.server";
import { useFormFields } from "./form-fields";
import { isCritical, pressedRequest, type SimulatedRequest } from "./simulated-request";
import { SimulatorResult } from "./simulator-result";
import type { SimulatorState } from "./use-simulator";

interface SimulatorProps {
  data: EditorData;
  request: SimulatedRequest;
  onRequest: (request: SimulatedRequest) => void;
  rules: DraftRule[];
  state: SimulatorState;
}

const toggles = [
  { name: "images", icon: Image },
  { name: "tools", icon: Wrench },
] as const;

const pressed = "aria-pressed:border-ring aria-pressed:bg-brand-soft aria-pressed:text-brand-text pointer-coarse:h-11";

/** Where a request would go with the route as it stands here. Nothing is sent upstream. */
export function Simulator({ data, request, onRequest, rules, state }: SimulatorProps) {
  const { t } = useTranslation("models");
  const { changes, field } = useFormFields();
  const critical = isCritical(request);
  const [tagging, setTagging] = useState(request.metadata !== "" && !critical);
  const set = (change: Partial<SimulatedRequest>) => onRequest({ ...request, ...change });
  return (
    <Card className="overflow-hidden xl:sticky xl:top-[72px]" role="region" aria-label={t("simulator.title")}>
      <CardHeader title={t("simulator.title")} hint={t("simulator.hint")}>
        <Button size="sm" busy={state.busy} disabled={state.problem?.models} {...changes("simulated.run", state.run)}>
          {state.busy ? null : <Play />}
          {t("simulator.run")}
        </Button>
      </CardHeader>
      <div className="space-y-2.5 px-4 pb-4">
        <Textarea
          {...field("simulated.prompt")}
          rows={4}
          aria-label={t("simulator.prompt")}
          placeholder={t("simulator.promptHint")}
          className="font-mono text-xs leading-[1.1rem]"
          value={request.prompt}
          onChange={(event) => set({ prompt: event.target.value })}
        />
        <div className="flex flex-wrap items-center gap-1">
          <NativeSelect
            {...field("simulated.keyId")}
            aria-label={t("simulator.key")}
            className="max-w-28 text-xs [&>select]:h-7 [&>select]:text-xs pointer-coarse:h-11"
            value={request.keyId}
            onChange={(event) => set({ keyId: event.target.value })}
          >
            <option value="">{t("simulator.anyKey")}</option>
            {data.keys.map((key) => (
              <option key={key.id} value={key.id}>
                {key.name}
              </option>
            ))}
          </NativeSelect>
          {toggles.map(({ name }) => (
            <input key={name} type="hidden" {...field(`simulated.${name}`)} value={request[name] ? "1" : ""} />
          ))}
          {tagging ? null : <input type="hidden" {...field("simulated.metadata")} value={request.metadata} />}
          {toggles.map(({ name, icon: Icon }) => (
            <Button
              key={name}
              variant="outline"
              size="sm"
              aria-pressed={request[name]}
              className={pressed}
              {...changes(`simulated.${name}`, () => set({ [name]: !request[name] }))}
            >
              <Icon />
              {t(`simulator.${name}`)}
            </Button>
          ))}
          <Button
            variant="outline"
            size="sm"
            aria-pressed={critical}
            className={pressed}
            {...changes("simulated.critical", () => onRequest(pressedRequest("critical", request)))}
          >
            <Siren />
            {t("simulator.critical")}
          </Button>
          <Button
            variant="outline"
            size="sm"
            aria-pressed={tagging}
            aria-label={t("simulator.metadata")}
            title={t("simulator.metadata")}
            className={pressed}
            onClick={() => setTagging(!tagging)}
          >
            <Tag />
          </Button>
          {tagging ? (
            <Input
              aria-label={t("simulator.metadata")}
              placeholder={t("simulator.metadataHint")}
              className="order-last w-full font-mono text-xs pointer-coarse:h-11"
              {...field("simulated.metadata")}
              value={request.metadata}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                state.run();
              }}
              onChange={(event) => set({ metadata: event.target.value })}
            />
          ) : null}
          {state.simulation ? (
            <span className="tnum ml-auto text-xs text-muted-foreground">
              {t("simulator.tokens", { tokens: formatInteger(state.simulation.promptTokens) })}
            </span>
          ) : null}
        </div>
      </div>
      <SimulatorResult data={data} rules={rules} state={state} />
    </Card>
  );
}
