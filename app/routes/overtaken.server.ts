import { data } from "react-router";
import { sent } from "~/components/checked-form/sent";
import type { WriteFailure } from "./attempt-write.server";

/**
 * The answer to a form whose `base` is no longer what is stored: somebody saved since it was filled, and nothing is written
 * until its sender has seen that. Null where it may be written: nobody did, or `overwrite` says to go on.
 */
export function overtaken(form: FormData, stored: string) {
  const base = String(form.get("base") ?? "");
  if (base === "" || base === stored || form.get("overwrite") === "true") return null;
  const failure: WriteFailure = { ok: false, code: "changed", message: "", issues: [], values: sent(form) };
  return data(failure, { status: 409 });
}
