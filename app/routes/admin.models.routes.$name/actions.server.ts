import { type ActionFunctionArgs, data, redirect } from "react-router";
import { AdminError, conflict } from "~/admin/errors";
import { deleteRoute, getRoute, putRoute } from "~/admin/routes.server";
import { sent } from "~/components/checked-form/sent";
import { adminContext, platformContext } from "~/context";
import type { Platform } from "~/platform/platform";
import { attemptWrite, type WriteFailure } from "~/routes/attempt-write.server";
import { checkConfirmation } from "~/routes/check-form.server";
import { type Draft, toDocument } from "./draft";
import { type EditorView, pressed, readView, viewFields } from "./draft-changes";
import { draftOfForm } from "./draft-fields";
import { pressedRequest, readRequest, requestFields, requestOfForm, unnamedRoute } from "./simulated-request";
import { simulateDraft } from "./simulation.server";

async function storedAt(platform: Platform, id: string): Promise<string> {
  try {
    return (await getRoute(platform, id)).updatedAt;
  } catch (error) {
    if (error instanceof AdminError && error.code === "not_found") return "";
    throw error;
  }
}

function readDocument(json: string): { id: string } | null {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** The editor as a press of one of its buttons changed it, for a page that has no scripts; nothing is written. */
async function redraw(platform: Platform, form: FormData, draft: Draft, change: string) {
  const button = /^simulated\.(\w+)$/.exec(change)?.[1];
  const request = pressedRequest(button ?? "", requestOfForm(form));
  const edited = pressed(change, { draft, view: readView(form) });
  const document = toDocument(edited.draft);
  const values = [...valuesOf(form, edited.draft, edited.view), ...requestFields(request)];
  const asked = button !== undefined && document.models.length > 0;
  return {
    ok: false as const,
    code: "edited" as const,
    message: "",
    issues: [],
    values,
    simulation: asked ? await simulateDraft(platform, { ...document, id: document.id || unnamedRoute }, request) : null,
  };
}

const valuesOf = (form: FormData, draft: Draft, view: EditorView): [string, string][] => [
  ["intent", "save"],
  ["base", String(form.get("base") ?? "")],
  ["draft", JSON.stringify(draft)],
  ...viewFields(view),
];

/** Saves, deletes or simulates a route. `name` is null on the page for a new one. */
export async function writeRoute({ request, context }: ActionFunctionArgs, name: string | null) {
  const platform = context.get(platformContext);
  const { actor } = context.get(adminContext);
  const form = await request.formData();
  const text = (field: string) => String(form.get(field) ?? "");
  const intent = text("intent");
  if (intent === "save") {
    const { settings } = await platform.gateway.config();
    const draft = draftOfForm(form, { strategy: settings.strategy, weights: settings.balancedWeights });
    if (draft === null) throw new Response("Not a document", { status: 400 });
    // What conform sends to look at its form is no wish to save it.
    if (form.has("change") || form.has("__intent__")) return redraw(platform, form, draft, text("change"));
    const values = valuesOf(form, draft, readView(form));
    const document = toDocument(draft);
    const id = name ?? document.id;
    const stored = await storedAt(platform, id);
    // Somebody saved or deleted since this editor was filled: nothing is written until its sender has seen that.
    if (name !== null && stored !== text("base") && text("overwrite") !== "true") {
      const failure: WriteFailure = { ok: false, code: "changed", message: "", issues: [], values };
      return data(failure, { status: 409 });
    }
    return attemptWrite(async () => {
      // The built-in route is not stored (its time is 1970): a new one of its name takes its place.
      const taken = stored !== "" && Date.parse(stored) > 0;
      if (name === null && taken) throw conflict(`A route with the name "${id}" exists already.`);
      const route = await putRoute(platform, actor, id, document);
      if (name === null) throw redirect(`/admin/models/routes/${encodeURIComponent(id)}`);
      return { intent: "save" as const, updatedAt: route.updatedAt };
    }, values);
  }
  return attemptWrite(async () => {
    if (intent === "simulate") {
      const simulation = await simulateDraft(platform, readDocument(text("document")), readRequest(text("request")));
      return { intent: "simulate" as const, simulation };
    }
    if (intent === "delete" && name !== null) {
      checkConfirmation(form);
      await deleteRoute(platform, actor, name);
      throw redirect("/admin/models?tab=routes");
    }
    throw new Response("Unknown intent", { status: 400 });
  }, sent(form));
}
