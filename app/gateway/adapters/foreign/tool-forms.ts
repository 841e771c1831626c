import type { Call } from "../../dialects/dialect";
import type { Adapter } from "../adapter";
import type { Target } from "../target";
import type { Translation } from "../translation";
import { customCalls, withFunctions } from "./custom-calls";
import { legacyCalls } from "./legacy-calls";
import { hasOddNames, ownNames, withPlainNames } from "./tool-names";

interface ToolForms {
  /** With tools as the upstream takes them. */
  call: Call;
  /** How the upstream's answers are read then: with the client's own kinds and names of calls. */
  answers(base: Translation | undefined): Translation | undefined;
}

/** What of a request's tools has to be said otherwise to this upstream; null where nothing has. */
export function toolForms(asked: Call, adapter: Adapter, target: Target): ToolForms | null {
  const functions =
    asked.customTools === true && !adapter.knowsCustomTools?.(asked, target) ? withFunctions(asked) : null;
  const named = functions?.call ?? asked;
  const fits = adapter.toolNames?.(named);
  const plain = fits !== undefined && hasOddNames(named.body, fits) ? withPlainNames(named, fits) : null;
  const isLegacy = asked.body.functions !== undefined && asked.body.tools === undefined;
  if (functions === null && plain === null && !isLegacy) return null;
  const call = plain?.call ?? named;
  return {
    call,
    answers(base) {
      // OpenAI's own format has both kinds of calls.
      let translation = isLegacy && base !== undefined ? legacyCalls(base) : base;
      if (plain !== null) translation = ownNames(translation, plain.names, call);
      return functions === null ? translation : customCalls(translation, functions.names, call);
    },
  };
}
