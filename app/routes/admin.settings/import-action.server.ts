import { importConfig } from "~/admin/config.server";
import { importSealed } from "~/admin/config-sealed.server";
import { AdminError, type Issue } from "~/admin/errors";
import type { ImportResult } from "~/admin/types";
import { sha256Hex } from "~/lib/hash";
import { sealerFor } from "~/lib/seal";
import { isSealedDocument, SealedDocumentError } from "~/lib/sealed-document";
import type { Platform } from "~/platform/platform";

/** `sealed`: the passphrase is needed; `passphrase`: it does not open the file; `version`: an encrypted file of another version. */
type ImportProblem = "empty" | "json" | "document" | "sealed" | "passphrase" | "version";

export type ImportAnswer =
  /** `unlock`: the passphrase of an encrypted file for the second step, sealed, so that it stands in no page. */
  | { intent: "preview"; text: string; unlock: string | null; changes: ImportResult["changes"] }
  | { intent: "apply"; changes: ImportResult["changes"] }
  | { intent: "import"; problem: ImportProblem; issues: Issue[]; text: string };

export async function readImport(
  platform: Platform,
  actor: string,
  formData: FormData,
  dryRun: boolean,
): Promise<ImportAnswer> {
  const text = await textOf(formData);
  const failed = (problem: ImportProblem, issues: Issue[] = []) =>
    ({ intent: "import", problem, issues, text }) as const;
  if (text.trim() === "") return failed("empty");
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return failed("json", [{ path: "", message: error instanceof Error ? error.message : String(error) }]);
  }
  try {
    if (!isSealedDocument(document)) {
      const { changes } = await importConfig(platform, actor, document, { dryRun });
      return dryRun ? { intent: "preview", text, unlock: null, changes } : { intent: "apply", changes };
    }
    const purpose = await unlockPurpose(document);
    const passphrase = await passphraseOf(platform, formData, purpose);
    if (passphrase === "") return failed("sealed");
    const { changes } = await importSealed(platform, actor, document, passphrase, { dryRun });
    if (!dryRun) return { intent: "apply", changes };
    const unlock = await sealerFor(platform.env).seal(passphrase, purpose);
    return { intent: "preview", text, unlock, changes };
  } catch (error) {
    if (error instanceof SealedDocumentError) return failed(error.code);
    if (!(error instanceof AdminError)) throw error;
    return failed("document", error.issues.length > 0 ? error.issues : [{ path: "", message: error.message }]);
  }
}

async function textOf(formData: FormData): Promise<string> {
  const file = formData.get("file");
  const pasted = formData.get("text");
  return file instanceof File && file.size > 0 ? file.text() : typeof pasted === "string" ? pasted : "";
}

/** An unlock is for one file alone; its line ends may differ in the second step, as a browser writes them anew. */
const unlockPurpose = async (document: unknown): Promise<string> =>
  `import of ${await sha256Hex(JSON.stringify(document))}`;

/** As it was typed, or as the first step sealed it; empty where there is none that can be read. */
async function passphraseOf(platform: Platform, formData: FormData, purpose: string): Promise<string> {
  const typed = formData.get("passphrase");
  if (typeof typed === "string" && typed !== "") return typed;
  return sealerFor(platform.env)
    .unseal(String(formData.get("unlock") ?? ""), purpose)
    .catch(() => "");
}
