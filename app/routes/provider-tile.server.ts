import { presets } from "~/gateway/catalog/presets";
import { tileIdentity } from "~/lib/tile-identity";

const marks = new Map(presets.map((preset) => [preset.id, { mark: preset.mark, hue: preset.hue }]));

/** Letters and hue of a provider: its preset's, else made from its name. */
export function tileOf(provider: { preset?: string | null; name: string }): { mark: string; hue: number } {
  return marks.get(provider.preset ?? "") ?? tileIdentity(provider.name);
}
