import { type ActionFunctionArgs, redirect } from "react-router";
import { createKey, deleteKey, getKey, rotateKey, updateKey } from "~/admin/keys.server";
import type { IssuedKey } from "~/admin/types";
import { sent, withoutTag } from "~/components/checked-form/sent";
import { adminContext, platformContext } from "~/context";
import { attemptWrite } from "~/routes/attempt-write.server";
import { checkConfirmation, checkForm } from "~/routes/check-form.server";
import { overtaken } from "~/routes/overtaken.server";
import { keyBase, keyFormSchema, readKeyForm, rotateFormSchema } from "./key-form";

interface KeyResult {
  /** The clear key, once, after create and rotate. */
  issued?: { id: string; name: string; key: string; models: string[] };
  /** After a pause, or its end. */
  enabled?: boolean;
}

const issuedOf = ({ id, name, key, models }: IssuedKey): KeyResult => ({ issued: { id, name, key, models } });

export async function writeKey({ request, context }: ActionFunctionArgs) {
  const platform = context.get(platformContext);
  const { actor } = context.get(adminContext);
  const form = await request.formData();
  const id = String(form.get("id") ?? "");
  const edited = withoutTag(form);
  if (edited) return { ok: false as const, code: "edited", message: "", issues: [], values: edited };
  if (form.get("intent") === "update") {
    const stored = await attemptWrite(async () => ({ base: keyBase(await getKey(platform, id)) }));
    if ("base" in stored) {
      const answer = overtaken(form, stored.base);
      if (answer) return answer;
    }
  }
  return attemptWrite<KeyResult>(async () => {
    switch (form.get("intent")) {
      case "create":
        checkForm(keyFormSchema, form);
        return issuedOf(await createKey(platform, actor, readKeyForm(form, Date.now())));
      case "update":
        checkForm(keyFormSchema, form);
        await updateKey(platform, actor, id, readKeyForm(form, Date.now()));
        return {};
      case "enable": {
        const enabled = form.get("enabled") === "true";
        await updateKey(platform, actor, id, { enabled });
        return { enabled };
      }
      case "rotate":
        checkForm(rotateFormSchema, form);
        return issuedOf(await rotateKey(platform, actor, id, { overlapHours: Number(form.get("overlapHours") ?? 0) }));
      case "delete":
        checkConfirmation(form);
        await deleteKey(platform, actor, id);
        throw redirect("/admin/keys");
      default:
        throw new Response("Unknown intent", { status: 400 });
    }
  }, sent(form));
}
