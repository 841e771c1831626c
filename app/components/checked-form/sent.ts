/** Fields that hold secrets: they do not come back with an answer. */
const secretFields = new Set(["credentials", "value", "password", "passphrase"]);

/** The form after a press that took a tag away (components/tag-input.tsx): nothing is written. Null after any other. */
export function withoutTag(form: FormData): [string, string][] | null {
  const pressed = form.get("without");
  if (typeof pressed !== "string") return null;
  const [name, ...tag] = pressed.split(" ");
  return sent(form).filter(([field, value]) => field !== "without" && !(field === name && value === tag.join(" ")));
}

/** What a form sent, without its secrets and files. */
export const sent = (form: FormData): [string, string][] =>
  [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !secretFields.has(name) ? [[name, value]] : [],
  );
