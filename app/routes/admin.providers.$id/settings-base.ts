import type { AdminProvider } from "~/admin/types";

const fields = [
  "name",
  "adapter",
  "baseUrl",
  "priority",
  "weight",
  "timeouts",
  "disconnect",
  "headers",
  "options",
  "probe",
] as const;

/** What the settings form was filled from. It travels with the form, so that a save in between is noticed. */
export const settingsBase = (provider: Pick<AdminProvider, (typeof fields)[number]>): string =>
  JSON.stringify(Object.fromEntries(fields.map((field) => [field, provider[field]])));

/** Fields that somebody else saved since; another tab's switch or key does not count. */
export function changedSince(base: string, provider: Pick<AdminProvider, (typeof fields)[number]>): string[] {
  let before: Record<string, unknown>;
  try {
    before = JSON.parse(base);
  } catch {
    return [];
  }
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(provider[field]));
}
