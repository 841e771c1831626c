import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { sendTestAlert } from "~/admin/alerts.server";
import { clearCache } from "~/admin/cache.server";
import { importConfig, updateSettings } from "~/admin/config.server";
import type { Issue } from "~/admin/errors";
import { AdminError } from "~/admin/errors";
import type { ImportResult } from "~/admin/types";
import type { Platform } from "~/platform/platform";
import { fieldOfPath, settingsFormSchema, toPatch } from "./settings-form";

export type SettingsResult =
  | { intent: "save"; saved: boolean; submission: SubmissionResult<string[]> }
  | { intent: "alert-test"; result: { ok: boolean; error: string | null } }
  | { intent: "clear-cache"; cleared: number }
  | { intent: "preview"; text: string; changes: ImportResult["changes"] }
  | { intent: "apply"; changes: ImportResult["changes"] }
  | { intent: "import"; problem: "empty" | "json" | "document"; issues: Issue[]; text: string };

export async function settingsAction(platform: Platform, actor: string, formData: FormData): Promise<SettingsResult> {
  const intent = formData.get("intent");
  if (intent === "save") return save(platform, actor, formData);
  if (intent === "alert-test") return { intent, result: await testAlert(platform) };
  if (intent === "clear-cache") return { intent, cleared: await clearCache(platform, actor) };
  return readImport(platform, actor, formData, intent !== "apply");
}

async function save(platform: Platform, actor: string, formData: FormData): Promise<SettingsResult> {
  const submission = parseWithZod(formData, { schema: settingsFormSchema });
  if (submission.status !== "success") return { intent: "save", saved: false, submission: submission.reply() };
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

async function readImport(
  platform: Platform,
  actor: string,
  formData: FormData,
  dryRun: boolean,
): Promise<SettingsResult> {
  const file = formData.get("file");
  const pasted = formData.get("text");
  const text = file instanceof File && file.size > 0 ? await file.text() : typeof pasted === "string" ? pasted : "";
  const failed = (problem: "empty" | "json" | "document", issues: Issue[] = []) =>
    ({ intent: "import", problem, issues, text }) as const;
  if (text.trim() === "") return failed("empty");
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return failed("json", [{ path: "", message: error instanceof Error ? error.message : String(error) }]);
  }
  try {
    const { changes } = await importConfig(platform, actor, document, { dryRun });
    return dryRun ? { intent: "preview", text, changes } : { intent: "apply", changes };
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    return failed("document", error.issues.length > 0 ? error.issues : [{ path: "", message: error.message }]);
  }
}
