import { type ActionFunctionArgs, data, redirect } from "react-router";
import { z } from "zod";
import { readStrangersForm } from "~/auth/only-forms.server";
import { signIn } from "~/auth/session.server";
import { neededText } from "~/components/checked-form/field-rules";
import { formIssues } from "~/components/checked-form/form-issues";
import { platformContext } from "~/context";
import { safeNext } from "~/lib/safe-next";
import type { SignInRefusal } from "./sign-in-refusal";

/** Read on the server alone: the page loads no schema for its one field. */
const signInSchema = z.object({ password: neededText(1024) });

/** Leads into the dashboard, or says why not. */
export async function signInByForm({ request, url, context }: ActionFunctionArgs) {
  const password = (await readStrangersForm(request)).get("password");
  // Its one field alone: checking takes longer with each that somebody adds.
  const form = new FormData();
  if (typeof password === "string") form.set("password", password);
  const issues = formIssues(signInSchema, form);
  if (issues.length > 0) return refused({ code: "invalid_config", issues }, 400);
  const result = await signIn(context.get(platformContext), request, String(password));
  if (result.ok && result.cookie !== null) {
    throw redirect(safeNext(url.searchParams.get("next")), { headers: { "Set-Cookie": result.cookie } });
  }
  const { attemptsLeft, pausedUntil } = result;
  if (pausedUntil === null) {
    return refused({ code: "wrong", attemptsLeft, issues: [{ path: "password", message: "wrongPassword" }] }, 401);
  }
  const retryAfter = Math.ceil(Math.max(0, pausedUntil - Date.now()) / 1000);
  return refused({ code: "paused", pausedUntil }, 429, { "Retry-After": String(retryAfter) });
}

type Told = Pick<SignInRefusal, "code"> & Partial<SignInRefusal>;

const refused = (told: Told, status: number, headers: Record<string, string> = {}) =>
  data<SignInRefusal>({ ok: false, message: "", issues: [], ...told }, { status, headers });
