import { Check } from "lucide-react";
import { useEffect, useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { Overtaken } from "~/components/checked-form/overtaken";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { useLate } from "~/components/late";
import { Page } from "~/components/page";
import { RouteGlyph } from "~/components/route-glyph";
import { SaveBar } from "~/components/save-bar";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { sameJson } from "~/lib/same-json";
import { routePath } from "../admin.models/route-cards";
import type { writeRoute } from "./actions.server";
import { CandidatesCard } from "./candidates-card";
import { DeleteCard } from "./delete-card";
import { type Draft, emptyDraft, toDocument, toDraft } from "./draft";
import { readView } from "./draft-changes";
import { draftOfForm, placesOf } from "./draft-fields";
import type { EditorData } from "./editor-data.server";
import { FormFieldsProvider, routeFormId, useFieldsNow } from "./form-fields";
import { placeOf, routeFieldOf, routeFormSchema } from "./route-form";
import { RulesCard } from "./rules-card";
import { emptyRequest, requestOfForm } from "./simulated-request";
import { Simulator } from "./simulator";
import { StrategyCard } from "./strategy-card";
import { TimeCard } from "./time-card";
import { useSimulator } from "./use-simulator";

/** A route, new or stored, beside what it would do with a request. */
export function RouteEditor({ data }: { data: EditorData }) {
  const { t } = useTranslation("models");
  const fields = useFieldsNow();
  const fetcher = useFetcher<typeof writeRoute>();
  const remover = useFetcher<typeof writeRoute>();
  const defaults = { strategy: data.defaultStrategy, weights: data.defaultWeights };
  const form = useCheckedForm({
    id: routeFormId,
    schema: routeFormSchema,
    fetcher,
    intent: "save",
    fieldOf: routeFieldOf,
  });
  const [initial, setInitial] = useState(() => (data.route ? toDraft(data.route) : emptyDraft));
  const [draft, setDraft] = useState(() => (form.before && draftOfForm(form.before, defaults)) ?? initial);
  const [base, setBase] = useState(() => form.textOf("base", data.route?.updatedAt));
  const [request, setRequest] = useState(() => (form.before ? requestOfForm(form.before) : emptyRequest));
  const [view] = useState(() => readView(form.before));
  const document = toDocument(draft);
  const hits = useLate(data.hits).value;
  const simulator = useSimulator(document, request);
  const changed = !sameJson(document, toDocument(initial));
  const answer = fetcher.data;
  const errorOf = (path: string) => form.errorOf(placeOf(path));
  const written = JSON.stringify(document);
  // What was told is looked at again with every change; before the first save nobody is corrected.
  useEffect(() => {
    if (form.issues.length > 0) form.revalidate();
  }, [written]);
  const savedAt = answer?.ok && answer.intent === "save" ? answer.updatedAt : null;
  useEffect(() => {
    if (savedAt === null) return;
    setBase(savedAt);
    const saved = { ...draft, rules: draft.rules.map((rule, storedAt) => ({ ...rule, storedAt })) };
    setInitial(saved);
    setDraft(saved);
  }, [savedAt]);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  // What was written before scripts ran: the fields still belong to the form then.
  useLayoutEffect(() => {
    const element = window.document.getElementById(routeFormId);
    const written = element instanceof HTMLFormElement ? new FormData(element) : null;
    if (written === null || !written.has("heads")) return;
    const early = draftOfForm(written, defaults);
    if (early !== null && !sameJson(toDocument(early), document)) setDraft(early);
    const asked = requestOfForm(written);
    if (!sameJson(asked, request)) setRequest(asked);
  }, []);
  const title = data.route?.id ?? t("editor.new");
  return (
    <Page
      documentTitle={title}
      title={
        <>
          <RouteGlyph id={title} strategy={draft.strategy ?? data.defaultStrategy} className="size-6" />
          <span className={data.route ? "truncate font-mono" : "truncate"}>{title}</span>
          {data.route && !changed ? (
            <Badge variant="ok" className="max-sm:hidden">
              <Check aria-hidden />
              {t("editor.live")}
            </Badge>
          ) : null}
        </>
      }
      crumbs={[{ label: t("title"), to: "/admin/models" }]}
      actions={
        <>
          {/* What Enter presses: what is typed counts, and nothing is saved by the way. */}
          <button hidden {...fields.changes("typed", () => {})} />
          <SaveBar
            form={routeFormId}
            changed={changed}
            // What is being deleted needs no saving before it is left.
            saving={form.busy || remover.state !== "idle"}
            onDiscard={() => setDraft(initial)}
          />
        </>
      }
    >
      <fetcher.Form {...form.props} method="post">
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="base" value={base} />
        <input type="hidden" name="document" value={written} readOnly />
        <input type="hidden" name="places" value={placesOf(draft.rules)} />
      </fetcher.Form>
      <FormFieldsProvider value={fields}>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[minmax(0,1fr)_420px] 2xl:grid-cols-[minmax(0,1fr)_468px]">
          <div className="min-w-0 space-y-4">
            {form.failure?.code === "changed" ? (
              <Overtaken form={routeFormId} to={routePath(draft.id)}>
                {t("editor.overtaken")}
              </Overtaken>
            ) : null}
            <FormNotices form={form} />
            {data.route ? null : (
              <Card className="p-4">
                <Field label={t("editor.name")} hint={t("editor.nameHint")} error={errorOf("id")}>
                  <Input
                    {...fields.field("id")}
                    value={draft.id}
                    onChange={(event) => set({ id: event.target.value })}
                    autoComplete="off"
                    autoCapitalize="off"
                    spellCheck={false}
                    className="max-w-80 font-mono"
                  />
                </Field>
              </Card>
            )}
            <StrategyCard
              strategy={draft.strategy}
              defaultStrategy={data.defaultStrategy}
              onStrategy={(strategy) => set({ strategy })}
              weights={draft.weights}
              defaultWeights={data.defaultWeights}
              onWeights={(weights) => set({ weights })}
            />
            <RulesCard
              rules={draft.rules}
              view={view}
              onRules={(rules) => set({ rules })}
              suggestions={data.suggestions}
              matched={simulator.simulation?.rule?.index ?? null}
              otherwise={draft.models.length}
              hits={hits}
              errorOf={errorOf}
            />
            {(["models", "fallbacks"] as const).map((list) => (
              <CandidatesCard
                key={list}
                list={list}
                models={draft[list]}
                opened={view.adding.includes(list)}
                onModels={(models) => set({ [list]: models })}
                data={data}
                error={list === "models" ? errorOf("models") : undefined}
              />
            ))}
            <TimeCard timeouts={draft.timeouts} hedging={draft.hedging} issueOf={errorOf} onChange={set} />
            {data.route ? <DeleteCard id={data.route.id} fetcher={remover} /> : null}
          </div>
          <Simulator data={data} request={request} onRequest={setRequest} rules={draft.rules} state={simulator} />
        </div>
      </FormFieldsProvider>
    </Page>
  );
}
