import { redirect } from "react-router";
import { readStrangersForm } from "~/auth/only-forms.server";
import { keepNothing } from "~/auth/require-admin.server";
import { isSignedIn, signOut, signOutOthers } from "~/auth/session.server";
import { platformContext } from "~/context";
import type { Route } from "./+types/logout";

export const middleware: Route.MiddlewareFunction[] = [keepNothing];

/** A visit alone signs nobody out: only a form does. */
export function loader() {
  return redirect("/admin");
}

export async function action({ request, context }: Route.ActionArgs) {
  const platform = context.get(platformContext);
  // Signing out needs no fields.
  const form = await readStrangersForm(request).catch(() => null);
  if (form?.get("intent") === "others") {
    if (!(await isSignedIn(platform, request))) return redirect("/login");
    const renewed = await signOutOthers(platform, request);
    return redirect("/admin/settings/access", { headers: { "Set-Cookie": renewed } });
  }
  const cookie = await signOut(platform, request);
  return redirect("/login", { headers: { "Set-Cookie": cookie } });
}
