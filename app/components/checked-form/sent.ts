/** Fields that hold secrets: they do not come back with an answer. */
const secretFields = new Set(["credentials", "value", "password", "passphrase"]);

/** What a form sent, without its secrets and files. */
export const sent = (form: FormData): [string, string][] =>
  [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !secretFields.has(name) ? [[name, value]] : [],
  );
