import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { ProviderTest } from "~/admin/types";
import { useReason } from "~/components/hooks/use-answer";
import type { action } from "./route";
import type { PromptTest } from "./test-steps";

interface ConnectionTestInit {
  form: RefObject<HTMLFormElement | null>;
  /** What the preset offers. */
  defaultModels: string[];
  setModels: (models: string[]) => void;
}

export interface Connection {
  running: boolean;
  result: ProviderTest | null;
  /** A short prompt to one of the models, once they are known; null where there is nobody to ask. */
  prompt: PromptTest | null;
  /** The draft itself was refused: nothing was called. */
  refusal: string | null;
  start: () => void;
  /** After a paste, once the field holds the text. */
  startSoon: () => void;
}

/** Names of models that do not chat. */
export const otherPurposes =
  /embed|whisper|tts|speech|transcri|dall-?e|image|imagen|flux|diffusion|rerank|moderation|guard|video|ocr/i;

/** Tests the form as it stands, without saving anything. */
export function useConnectionTest({ form, defaultModels, setModels }: ConnectionTestInit): Connection {
  const { t } = useTranslation("providers");
  const fetcher = useFetcher<typeof action>();
  const reason = useReason();
  const answer = fetcher.data;
  const result = answer?.ok ? answer.test : null;
  const prompt = useFetcher<typeof action>();
  const [asked, setAsked] = useState<string | null>(null);
  const handled = useRef<ProviderTest | null>(null);
  useEffect(() => {
    if (!result?.models || handled.current === result) return;
    handled.current = result;
    const chosen = chooseModels(result.models, defaultModels);
    setModels(chosen);
    const model = result.ok ? [...chosen, ...result.models].find((name) => !otherPurposes.test(name)) : undefined;
    setAsked(model ?? null);
    if (model === undefined || !form.current) return;
    const data = new FormData(form.current);
    data.set("intent", "prompt");
    data.set("model", model);
    void prompt.submit(data, { method: "post" });
  }, [result, defaultModels, setModels]);
  const start = () => {
    if (!form.current) return;
    const data = new FormData(form.current);
    data.set("intent", "test");
    setAsked(null);
    void fetcher.submit(data, { method: "post" });
  };
  return {
    running: fetcher.state !== "idle",
    result,
    prompt:
      asked === null
        ? null
        : {
            model: asked,
            running: prompt.state !== "idle",
            result: prompt.data?.ok ? prompt.data.test : null,
          },
    refusal: answer && !answer.ok ? reason(answer) || t("test.noAnswer") : null,
    start,
    startSoon: () => setTimeout(start, 0),
  };
}

/** The preset's models as far as the upstream has them; without a preset all of a short list, and any name for a long one. */
function chooseModels(found: string[], defaults: string[]): string[] {
  const offered = defaults.filter((model) => found.includes(model));
  if (offered.length > 0) return offered;
  return found.length <= 60 ? found : defaults;
}
