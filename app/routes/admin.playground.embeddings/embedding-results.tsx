import { useTranslation } from "react-i18next";
import { formatInteger, unknown } from "~/lib/format";
import type { Embedded } from "./embedding-request";

/** The vectors' length and beginnings, and how near each text is to each other one. */
export function EmbeddingResults({ texts, length, beginnings, similarities }: Embedded) {
  const { t } = useTranslation("playground");
  return (
    <div className="space-y-5">
      <section>
        <h2 className="mb-2 flex items-baseline justify-between gap-2 text-xs font-medium">
          {t("embedding.vectors", { count: texts.length })}
          <span className="tnum font-normal text-muted-foreground">
            {t("embedding.length", { count: length, shown: formatInteger(length) })}
          </span>
        </h2>
        <ol className="divide-y rounded-lg border bg-card">
          {texts.map((text, place) => (
            <li key={place} className="min-w-0 px-3 py-2">
              <p className="flex gap-2 text-sm">
                <span className="tnum shrink-0 text-muted-foreground">{place + 1}</span>
                <span className="truncate" title={text}>
                  {text}
                </span>
              </p>
              <code className="mt-0.5 block break-words pl-4 font-mono text-[11px] text-muted-foreground">
                [{(beginnings[place] ?? []).map((value) => value.toFixed(4)).join(", ")}
                {length > (beginnings[place]?.length ?? 0) ? ", …" : ""}]
              </code>
            </li>
          ))}
        </ol>
      </section>
      {texts.length > 1 ? (
        <section>
          <h2 className="mb-2 text-xs font-medium">{t("embedding.similarity")}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
          <div tabIndex={0} className="scroll-thin relative overflow-x-auto rounded-lg border bg-card">
            <table className="tnum w-full text-xs">
              <caption className="sr-only">{t("embedding.similarityText")}</caption>
              <thead>
                <tr className="border-b bg-muted/50 text-muted-foreground">
                  <td className="w-8" />
                  {texts.map((text, place) => (
                    <th key={place} scope="col" title={text} className="h-8 min-w-14 px-1 text-center font-medium">
                      {place + 1}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {similarities.map((row, place) => (
                  <tr key={place}>
                    <th scope="row" title={texts[place]} className="px-2 text-center font-medium text-muted-foreground">
                      {place + 1}
                    </th>
                    {row.map((value, other) => (
                      <td
                        key={other}
                        className="h-9 border-l border-t px-1 text-center"
                        // At most a third of the accent: the number stays readable in both themes.
                        style={{
                          backgroundColor: `color-mix(in oklab, var(--primary) ${Math.round(Math.max(0, value ?? 0) ** 2 * 30)}%, transparent)`,
                        }}
                      >
                        {value === null ? unknown : value.toFixed(3)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ) : null}
    </div>
  );
}
