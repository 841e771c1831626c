import { type ActionFunctionArgs, data, redirect } from "react-router";
import { AdminError, conflict } from "~/admin/errors";
import { deleteRoute, getRoute, putRoute } from "~/admin/routes.server";
import { adminContext, platformContext } from "~/context";
import type { Platform } from "~/platform/platform";
import { attemptWrite, type WriteFailure } from "~/routes/attempt-write.server";
import { readRequest } from "./simulated-request";
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

/** Saves, deletes or simulates a route. `name` is null on the page for a new one. */
export async function writeRoute({ request, context }: ActionFunctionArgs, name: string | null) {
  const platform = context.get(platformContext);
  const { actor } = context.get(adminContext);
  const form = await request.formData();
  const text = (field: string) => String(form.get(field) ?? "");
  const intent = text("intent");
  if (intent === "save") {
    const document = readDocument(text("document"));
    if (document === null) throw new Response("Not a document", { status: 400 });
    const id = name ?? document.id;
    const stored = await storedAt(platform, id);
    // Somebody saved or deleted since this editor was filled: nothing is written until its sender has seen that.
    if (name !== null && stored !== text("base") && text("overwrite") !== "true") {
      const failure: WriteFailure = { ok: false, code: "changed", message: "", issues: [] };
      return data(failure, { status: 409 });
    }
    return attemptWrite(async () => {
      // The built-in route is not stored (its time is 1970): a new one of its name takes its place.
      const taken = stored !== "" && Date.parse(stored) > 0;
      if (name === null && taken) throw conflict(`A route with the name "${id}" exists already.`);
      const route = await putRoute(platform, actor, id, document);
      if (name === null) throw redirect(`/admin/models/routes/${encodeURIComponent(id)}`);
      return { intent: "save" as const, updatedAt: route.updatedAt };
    });
  }
  return attemptWrite(async () => {
    if (intent === "simulate") {
      const simulation = await simulateDraft(platform, readDocument(text("document")), readRequest(text("request")));
      return { intent: "simulate" as const, simulation };
    }
    if (intent === "delete" && name !== null) {
      await deleteRoute(platform, actor, name);
      throw redirect("/admin/models?tab=routes");
    }
    throw new Response("Unknown intent", { status: 400 });
  });
}
