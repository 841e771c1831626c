import type { Preset } from "./preset";
import { chinaPresets } from "./presets-china";
import { emergingPresets } from "./presets-emerging";
import { localPresets } from "./presets-local";
import { morePresets } from "./presets-more";
import { platformPresets } from "./presets-platforms";
import { specialisedPresets } from "./presets-specialised";
import { topPresets } from "./presets-top";

export type { Preset, PresetCategory } from "./preset";

// Base URLs and models move: each is data here, can be changed per provider, and a wrong model id never blocks, as the
// list can be fetched from the upstream.

export const presets: Preset[] = [
  ...topPresets,
  ...chinaPresets,
  ...platformPresets,
  ...specialisedPresets,
  ...emergingPresets,
  ...morePresets,
  ...localPresets,
];
