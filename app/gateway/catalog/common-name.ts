/** How a model's weights are stored, or how fast they are served: another price perhaps, but the same model. */
const precision = /-(?:fp[48]|nvfp4|mxfp4|bf16|int[48]|awq|gptq|gguf|tput)(?:-(?:dynamic|fast))?$/;

/** The name says a precision: its price is not that of the model by its plain name. */
export const namesPrecision = (model: string): boolean => precision.test(model.toLowerCase().replace(/[:@].*$/, ""));

/**
 * The name that providers' own spellings of one model share: `us.anthropic.claude-sonnet-4-5-20250929-v1:0`,
 * `anthropic/claude-sonnet-4.5` and `claude-sonnet-4-5` are one. The size of a local model is part of its name
 * (`qwen3:32b`), the precision of its weights is not (`-fp8`); a tuned model (`ft:gpt-4o-mini:me::1`) is one of its own.
 */
export function commonName(model: string): string {
  return model
    .toLowerCase()
    .replace(/^ft:([^:]+).*$/, "ft-$1")
    .replace(/^.*\//, "")
    .replace(/^(?:(?:us|eu|au|apac|jp|ca|global|us-gov)\.)?[a-z0-9]+\.(?=[a-z])/, "")
    .replace(/:(\d+(?:\.\d+)?b)(?:-.*)?$/, "-$1")
    .replace(/-1:0$/, "")
    .replace(/[:@].*$/, "")
    .replace(/-v\d+$/, "")
    .replace(/-maas$/, "")
    .replace(precision, "")
    .replace(/[-@](?:20\d\d-?\d\d-?\d\d|latest)$/, "")
    .replace(/-(?:(?:preview|exp)-\d\d-(?:\d\d|20\d\d)|00\d|2[3-9](?:0[1-9]|1[0-2])[0-3]\d)$/, "")
    .replace(/(\d)p(\d)/g, "$1-$2")
    .replace(/\bllama-v(?=\d)/, "llama-")
    .replace(/[._]/g, "-")
    .replace(/^gpt-35-/, "gpt-3-5-");
}
