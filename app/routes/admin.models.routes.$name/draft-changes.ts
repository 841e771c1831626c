import { type Draft, moved, newRule } from "./draft";

// What the editor's buttons do where there are no scripts: the value of the button that was pressed, such as `rules.2.up` or
// `models.0.remove`, becomes a changed draft, and a changed view of it.

/** What of the page is unfolded. */
export interface EditorView {
  /** Index of the rule whose form is open. */
  open: number | null;
  /** Index of the rule whose menu is open. */
  menu: number | null;
  /** Lists whose field is shown that adds a model. */
  adding: string[];
}

export const plainView: EditorView = { open: null, menu: null, adding: [] };

export function readView(form: FormData | null): EditorView {
  const index = (name: string) => {
    const text = form?.get(name);
    return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : null;
  };
  return { open: index("open"), menu: index("menu"), adding: (form?.getAll("adding") ?? []).map(String) };
}

/** The view as fields of the form. */
export const viewFields = ({ open, menu, adding }: EditorView): [string, string][] => [
  ...(open === null ? [] : ([["open", String(open)]] satisfies [string, string][])),
  ...(menu === null ? [] : ([["menu", String(menu)]] satisfies [string, string][])),
  ...adding.map((list): [string, string] => ["adding", list]),
];

interface Edited {
  draft: Draft;
  view: EditorView;
}

/** What a press makes of the draft; the same where it says nothing that is known. */
export function pressed(change: string, { draft, view }: Edited): Edited {
  const closed = { ...view, menu: null };
  if (change === "rules.add")
    return {
      draft: { ...draft, rules: [...draft.rules, newRule(draft.rules)] },
      view: { ...closed, open: draft.rules.length },
    };
  const adds = /^(.+)\.adds$/.exec(change)?.[1];
  if (adds !== undefined) return { draft, view: { ...closed, adding: [...view.adding, adds] } };
  const item = /^(.+)\.(\d+)\.(up|down|remove)$/.exec(change);
  if (item) {
    const next = changedList(draft, item[1] ?? "", itemChange(Number(item[2]), item[3]));
    // The form of a rule that moved moves along, and that of one that is gone closes.
    const key = view.open === null ? null : draft.rules[view.open]?.key;
    const open = next.rules.findIndex((rule) => rule.key === key);
    return { draft: next, view: { ...closed, open: open < 0 ? null : open } };
  }
  const rule = /^rules\.(\d+)\.(open|menu)$/.exec(change);
  if (rule) {
    const index = Number(rule[1]);
    if (rule[2] === "menu") return { draft, view: { ...view, menu: index } };
    return { draft, view: { ...closed, open: view.open === index ? null : index } };
  }
  return { draft, view: closed };
}

type ListChange = <Item>(items: Item[]) => Item[];

const itemChange =
  (index: number, verb: string | undefined): ListChange =>
  (items) =>
    verb === "remove"
      ? items.filter((_, place) => place !== index)
      : moved(items, index, index + (verb === "up" ? -1 : 1));

function changedList(draft: Draft, list: string, change: ListChange): Draft {
  if (list === "models" || list === "fallbacks" || list === "rules")
    return { ...draft, [list]: change<unknown>(draft[list]) };
  const place = Number(/^rules\.(\d+)\.models$/.exec(list)?.[1] ?? Number.NaN);
  const rules = draft.rules.map((rule, index) => (index === place ? { ...rule, models: change(rule.models) } : rule));
  return { ...draft, rules };
}
