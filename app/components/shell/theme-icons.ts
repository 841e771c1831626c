import { Monitor, Moon, Sun } from "lucide-react";
import type { Theme } from "~/lib/preferences";

export const themeIcons = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, typeof Sun>;
