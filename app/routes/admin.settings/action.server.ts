import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { sendTestAlert } from "~/admin/alerts.server";
import { clearCache } from "~/admin/cache.server";
import { getSettings, updateSettings } from "~/admin/config.server";
import { type Resealed, reseal } from "~/admin/encryption.server";
import { AdminError } from "~/admin/errors";
import { readWeights, typedWeights, writeWeights } from "~/components/balanced-weights";
import type { Platform } from "~/platform/platform";
import { keepAppearance } from "./appearance-action.server";
import { type ExportResult, sealedExport } from "./export-action.server";
import { type ImportAnswer, readImport } from "./import-action.server";
import { fieldOfPath, settingsFormSchema, toForm, toPatch } from "./settings-form";

export type SettingsResult =
  | {
      intent: "save";
      saved: boolean;
      /** Somebody else saved since the form was filled: nothing was written. */
      overtaken?: boolean;
      submission: SubmissionResult<string[]>;
    }
  | { intent: "alert-test"; result: { ok: boolean; error: string | null } }
  | { intent: "clear-cache"; cleared: number }
  | { intent: "reseal"; resealed: Resealed }
  | ExportResult
  | ImportAnswer;

export async function settingsAction(platform: Platform, actor: string, formData: FormData): Promise<SettingsResult> {
  const intent = formData.get("intent");
  if (intent === "appearance") throw keepAppearance(formData);
  if (intent === "save") return save(platform, actor, formData);
  if (intent === "alert-test") return { intent, result: await testAlert(platform) };
  if (intent === "clear-cache") return { intent, cleared: await clearCache(platform, actor) };
  if (intent === "reseal") {
    const cursor = formData.get("cursor");
    return { intent, resealed: await reseal(platform, actor, typeof cursor === "string" ? cursor : null) };
  }
  if (intent === "export") return { intent, answer: await sealedExport(platform, actor, formData) };
  return readImport(platform, actor, formData, intent !== "apply");
}

async function save(platform: Platform, actor: string, formData: FormData): Promise<SettingsResult> {
  // Without scripts the three figures are sent as they were typed, beside the field that scripts keep in step with them.
  const drawn = readWeights(String(formData.get("balancedWeights")));
  const typed = drawn && typedWeights(formData, drawn);
  if (typed) formData.set("balancedWeights", writeWeights(typed));
  const submission = parseWithZod(formData, { schema: settingsFormSchema });
  if (submission.status !== "success") return { intent: "save", saved: false, submission: submission.reply() };
  const base = formData.get("base");
  if (typeof base === "string" && formData.get("overwrite") !== "true") {
    const stored = JSON.stringify(toForm(await getSettings(platform)));
    // With an error, as an answer without one would empty the form.
    if (base !== stored)
      return {
        intent: "save",
        saved: false,
        overtaken: true,
        submission: submission.reply({ formErrors: ["changed"] }),
      };
  }
  try {
    await updateSettings(platform, actor, toPatch(submission.value));
    return { intent: "save", saved: true, submission: submission.reply() };
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    return { intent: "save", saved: false, submission: submission.reply(errorsOf(error)) };
  }
}

async function testAlert(platform: Platform) {
  try {
    return await sendTestAlert(platform);
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    return { ok: false, error: error.message };
  }
}

function errorsOf(error: AdminError) {
  const fieldErrors: Record<string, string[]> = {};
  const formErrors: string[] = [];
  for (const issue of error.issues) {
    const field = fieldOfPath(issue.path);
    if (field) fieldErrors[field] = [...(fieldErrors[field] ?? []), issue.message];
    else formErrors.push(`${issue.path}: ${issue.message}`);
  }
  return { fieldErrors, formErrors: error.issues.length === 0 ? [error.message] : formErrors };
}
