import { createContext } from "react-router";
import type { Platform } from "~/platform/platform";

/** Who acts in the admin surface: for the audit trail. */
export interface Admin {
  /** `dashboard`, `admin-token` or `key:<id>`. */
  actor: string;
}

export const platformContext = createContext<Platform>();
export const adminContext = createContext<Admin>();
