import type { useTranslation } from "react-i18next";

type Translate = ReturnType<typeof useTranslation<"common">>["t"];

// The gateway writes the reason for a place in the plan in English, for the log and the API. Here people read it in their
// language; what is not known stays as it was written.

const match = { "lists the model": "lists", "takes any model": "any", "a pattern matches": "pattern" } as const;

const patterns: [RegExp, (groups: Record<string, string>, t: Translate) => string][] = [
  [/^only provider of (?<name>.+)$/, ({ name }, t) => t("reason.only", { name })],
  [/^place (?<place>\d+) in provider\.order$/, ({ place }, t) => t("reason.order", { place })],
  [
    /^priority (?<priority>-?\d+), (?<match>lists the model|takes any model|a pattern matches), weight (?<weight>\d+)$/,
    ({ priority, match: words, weight }, t) =>
      t("reason.priority", { priority, weight, match: t(`reason.${match[words as keyof typeof match]}`) }),
  ],
  [/^price unknown/, (_, t) => t("reason.priceUnknown")],
  [/^cheapest: about (?<cost>\S+) for this request$/, ({ cost }, t) => t("reason.cheapest", { cost })],
  [/^not measured yet$/, (_, t) => t("reason.notMeasured")],
  [/^fastest: about (?<ms>\d+) ms to the first token$/, ({ ms }, t) => t("reason.fastest", { ms })],
  [/^throughput: about (?<rate>\d+) tokens\/s$/, ({ rate }, t) => t("reason.throughput", { rate })],
  [/^reliable: about (?<rate>\S+) % of recent attempts succeeded$/, ({ rate }, t) => t("reason.reliable", { rate })],
  [
    /^balanced: score (?<score>\S+) of (?<price>\d+) % price, (?<speed>\d+) % speed and (?<success>\d+) % success$/,
    ({ score, price, speed, success }, t) => t("reason.balanced", { score, price, speed, success }),
  ],
  [
    /^hedge: '(?<provider>[^']+)' had no first token after (?<ms>\d+) ms$/,
    ({ provider, ms }, t) => t("reason.hedge", { provider, ms }),
  ],
  [
    /^the next one starts beside it after (?<ms>\d+) ms without a first token$/,
    ({ ms }, t) => t("reason.hedged", { ms }),
  ],
  [/^again without '(?<parameter>[^']+)'$/, ({ parameter }, t) => t("reason.without", { parameter })],
  [
    /^again with '(?<parameter>[^']+)' as '(?<name>[^']+)'$/,
    ({ parameter, name }, t) => t("reason.renamed", { parameter, name }),
  ],
  [/^next credential of the same provider$/, (_, t) => t("reason.nextCredential")],
  [/^first try after a cooldown$/, (_, t) => t("reason.afterCooldown")],
  [
    /^comes back after a cooldown with (?<share>\d+) % of its requests$/,
    ({ share }, t) => t("reason.comesBack", { share }),
  ],
  [/^another request tries it again, so last$/, (_, t) => t("reason.onTrial")],
  [/^served this conversation before$/, (_, t) => t("reason.served")],
  [/^first this time, to measure it$/, (_, t) => t("reason.explored")],
  [/^is not for (?<purpose>\w+)$/, ({ purpose }, t) => t("reason.notFor", { purpose })],
  [/^takes no images$/, (_, t) => t("reason.noImages")],
  [/^takes no tools$/, (_, t) => t("reason.noTools")],
  [/^takes no audio$/, (_, t) => t("reason.noAudio")],
  [/^does not take '(?<parameter>[^']+)'$/, ({ parameter }, t) => t("reason.noParameter", { parameter })],
  [
    /^window of (?<window>\d+) tokens, the prompt has about (?<tokens>\d+)$/,
    ({ window, tokens }, t) => t("reason.window", { window, tokens }),
  ],
  [/^draining$/, (_, t) => t("reason.draining")],
  [/^not in provider\.only$/, (_, t) => t("reason.notInOnly")],
  [/^in provider\.ignore$/, (_, t) => t("reason.ignored")],
  [/^not in provider\.order$/, (_, t) => t("reason.notInOrder")],
  [/^above provider\.max_price$/, (_, t) => t("reason.tooDear")],
  [/^provider cools down, so last$/, (_, t) => t("reason.providerCools")],
  [/^credential cools down, so last$/, (_, t) => t("reason.credentialCools")],
];

export function reasonText(reason: string, t: Translate): string {
  return reason
    .split("; ")
    .map((part) => {
      for (const [pattern, write] of patterns) {
        const found = pattern.exec(part);
        if (found) return write(found.groups ?? {}, t);
      }
      return part;
    })
    .join(t("reason.join"));
}
