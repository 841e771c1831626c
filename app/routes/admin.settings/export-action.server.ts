import { exportSealed } from "~/admin/config-sealed.server";
import { formIssues } from "~/components/checked-form/form-issues";
import type { Refusal } from "~/components/checked-form/refusal";
import type { Platform } from "~/platform/platform";
import { exportSchema } from "./export-schema";

export interface SealedFile {
  ok: true;
  /** The file, for the page to hand to the browser, so that the page can say what is not in it. */
  text: string;
  name: string;
  leftOut: string[];
}

export interface ExportResult {
  intent: "export";
  answer: SealedFile | Refusal;
}

/** Everything that is stored, closed with the form's passphrase. */
export async function sealedExport(
  platform: Platform,
  actor: string,
  formData: FormData,
): Promise<ExportResult["answer"]> {
  const issues = formIssues(exportSchema, formData);
  if (issues.length > 0) return { ok: false, code: "invalid", message: "", issues };
  const sealed = await exportSealed(platform, actor, String(formData.get("passphrase")));
  const day = new Date().toISOString().slice(0, 10);
  return { ok: true, ...sealed, name: `ai-gateway-config-${day}-encrypted.json` };
}
