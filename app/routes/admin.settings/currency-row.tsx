import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import { type Currency, currencyCodes, isRate, readCurrency, roughRates, writeCurrency } from "~/lib/figure-style";
import { formatMoney } from "~/lib/format";
import { Row } from "./section";

/** What money is shown in, and at which rate: applied at once. Bills and exports stay in dollars. */
export function CurrencyRow() {
  const { t, i18n } = useTranslation("settings");
  const { preferences, setPreference } = useEnvironment();
  const currency = readCurrency(preferences.currency);
  const [typed, setTyped] = useState(String(currency.perUsd));
  const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
  const valid = isRate(Number(typed));
  const set = (next: Pick<Currency, "code" | "perUsd">) => setPreference("currency", writeCurrency(next));
  const choose = (code: (typeof currencyCodes)[number]) => {
    setTyped(String(roughRates[code]));
    set({ code, perUsd: roughRates[code] });
  };
  const type = (event: FormEvent<HTMLInputElement>) => {
    const text = event.currentTarget.value.trim().replace(",", ".");
    setTyped(text);
    if (isRate(Number(text))) set({ code: currency.code, perUsd: Number(text) });
  };
  return (
    <Row
      label={t("appearance.currency")}
      htmlFor="currency"
      text={
        currency.code === "USD"
          ? t("appearance.currencyText")
          : t("appearance.currencyAt", { amount: formatMoney(1e6, currency) })
      }
      error={valid ? undefined : t("appearance.badRate")}
    >
      <NativeSelect
        id="currency"
        name="currency"
        className="w-56"
        value={currency.code}
        aria-describedby="currency-message"
        onChange={(event) => {
          const code = currencyCodes.find((each) => each === event.target.value);
          if (code) choose(code);
        }}
      >
        {currencyCodes.map((code) => (
          <option key={code} value={code}>
            {`${names.of(code)} (${code})`}
          </option>
        ))}
      </NativeSelect>
      {currency.code === "USD" ? null : (
        <>
          <input type="hidden" name="rated" value={currency.code} />
          <Input
            name="rate"
            inputMode="decimal"
            value={typed}
            onChange={type}
            aria-label={t("appearance.rate", { code: currency.code })}
            aria-invalid={valid ? undefined : true}
            aria-describedby="currency-message"
            className="tnum w-24"
          />
        </>
      )}
    </Row>
  );
}
