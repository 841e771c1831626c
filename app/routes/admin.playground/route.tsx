import { Code2, Plus, Settings2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRevalidator, useSearchParams } from "react-router";
import { issuePlaygroundKey } from "~/auth/playground-key.server";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { platformContext } from "~/context";
import { providerFaces } from "~/routes/provider-faces.server";
import type { Route } from "./+types/route";
import { Composer } from "./composer";
import { ModelPicker } from "./model-picker";
import { Parameters } from "./parameters";
import { Transcript } from "./transcript";
import { useConversation } from "./use-conversation";
import { useModels } from "./use-models";
import { ViewCode } from "./view-code";

export async function loader({ context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const [key, faces] = await Promise.all([issuePlaygroundKey(platform), providerFaces(platform)]);
  return { key, faces };
}

const keyRefreshMs = 3_600_000;

export default function Playground({ loaderData: { key, faces } }: Route.ComponentProps) {
  const { t } = useTranslation("playground");
  const conversation = useConversation(key);
  const list = useModels(key);
  const [search] = useSearchParams();
  const [open, setOpen] = useState<"parameters" | "code" | null>(null);
  const { revalidate } = useRevalidator();
  const { settings, change, ready } = conversation;
  useEffect(() => {
    const timer = setInterval(() => void revalidate(), keyRefreshMs);
    return () => clearInterval(timer);
  }, [revalidate]);
  // The address may name the model; else the last one, as long as there is one of that name.
  const wanted = search.get("model");
  const first = list.models?.[0]?.id ?? "";
  useEffect(() => {
    if (!ready) return;
    if (wanted) change({ model: wanted });
  }, [ready, wanted]);
  useEffect(() => {
    if (ready && settings.model === "" && first !== "") change({ model: first });
  }, [ready, settings.model, first]);
  const parameters = <Parameters settings={settings} onChange={change} />;
  return (
    <Page
      title={t("title")}
      flush
      className="flex flex-col pb-0!"
      actions={
        <>
          <Button variant="outline" onClick={() => setOpen("code")}>
            <Code2 />
            {t("viewCode")}
          </Button>
          <Button variant="outline" onClick={conversation.clear} data-shortcut="new">
            <Plus />
            {t("new")}
          </Button>
        </>
      }
      mobileActions={
        <>
          <Button variant="ghost" size="icon" aria-label={t("new")} onClick={conversation.clear}>
            <Plus />
          </Button>
          <Button variant="ghost" size="icon" aria-label={t("viewCode")} onClick={() => setOpen("code")}>
            <Code2 />
          </Button>
        </>
      }
    >
      <div className="flex h-[calc(100dvh-52px)] min-h-0 max-lg:h-[calc(100dvh-52px-64px-env(safe-area-inset-bottom))]">
        <section className="flex min-w-0 flex-1 flex-col" aria-label={settings.model || t("title")}>
          <div className="flex h-11 shrink-0 items-center gap-1.5 border-b bg-card px-3">
            <ModelPicker list={list} faces={faces} value={settings.model} onChange={(model) => change({ model })} />
            <Button variant="ghost" size="sm" className="ml-auto xl:hidden" onClick={() => setOpen("parameters")}>
              <Settings2 />
              {t("parameters")}
            </Button>
          </div>
          <Transcript conversation={conversation} faces={faces} noModels={list.models?.length === 0} />
          <Composer conversation={conversation} />
        </section>
        <aside
          aria-label={t("parameters")}
          className="scroll-thin w-[264px] shrink-0 overflow-y-auto border-l bg-card max-xl:hidden"
        >
          {parameters}
        </aside>
      </div>
      <Sheet open={open === "parameters"} onOpenChange={(next) => setOpen(next ? "parameters" : null)}>
        <SheetContent title={t("parameters")} className="md:w-[320px]">
          <div className="scroll-thin overflow-y-auto">{parameters}</div>
          <div className="border-t p-3">
            <Button className="w-full" onClick={() => setOpen(null)}>
              {t("done")}
            </Button>
          </div>
        </SheetContent>
      </Sheet>
      <ViewCode
        conversation={conversation}
        open={open === "code"}
        onOpenChange={(next) => setOpen(next ? "code" : null)}
      />
    </Page>
  );
}
