import type { NativeFeature } from "../dialect";

/** Gathers what only the Responses API itself can do; the first such field is what a 400 names. */
export class NativeOnly {
  feature: NativeFeature | null = null;

  /** `what` continues "... needs a provider that speaks the Responses API itself". */
  note(field: string, what: string): void {
    this.feature ??= {
      field,
      message: `${what} works only with a provider that speaks the Responses API itself, and none of this model's does.`,
    };
  }
}
