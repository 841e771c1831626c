import { redirect } from "react-router";
import { z } from "zod";
import { preferenceCookie } from "~/lib/cookies";
import { currencyCodes, isRate, numberStyles, roughRates, writeCurrency } from "~/lib/figure-style";
import { themes } from "~/lib/preferences";
import { languageCookie, languages } from "~/locales/language";

const appearance = z.object({
  theme: z.enum(themes),
  density: z.enum(["comfortable", "compact"]),
  [languageCookie]: z.enum(languages),
  zone: z.string().max(100),
  currency: z.enum(currencyCodes),
  rate: z.string().optional(),
  /** The currency that `rate` was shown for. */
  rated: z.string().optional(),
  numbers: z.enum(numberStyles),
  motion: z.literal("on").optional(),
  shortcuts: z.literal("on").optional(),
});

/** How the dashboard looks in this browser, for those who sent the form without scripts: the same cookies as scripts write. */
export function keepAppearance(form: FormData): Response {
  const read = appearance.safeParse(Object.fromEntries(form));
  if (!read.success)
    throw new Response(`appearance: ${read.error.issues[0]?.path.join(".")} is not one of its values`, { status: 400 });
  const { motion, shortcuts, currency, rate, rated, ...chosen } = read.data;
  const typed = Number(rate?.trim().replace(",", "."));
  const perUsd = rated === currency && isRate(typed) ? typed : roughRates[currency];
  const cookies = {
    ...chosen,
    motion: motion ? "reduce" : "system",
    shortcuts: shortcuts ? "on" : "off",
    currency: writeCurrency({ code: currency, perUsd }),
  };
  const headers = new Headers();
  for (const [name, value] of Object.entries(cookies)) headers.append("Set-Cookie", preferenceCookie(name, value));
  return redirect("/admin/settings/appearance", { headers });
}
