import { type Preset, presets } from "./presets";

const byId = new Map(presets.map((preset) => [preset.id, preset]));

export const presetById = (id: string): Preset | undefined => byId.get(id);
