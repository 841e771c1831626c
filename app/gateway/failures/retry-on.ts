import type { Failure } from "./failure";

// Which failures an operator wants tried again elsewhere. All of them are as a rule; what speaks against a credential, a quota
// or a model's name always goes on, as it says nothing about the request.

export const retryChoices = ["408", "409", "425", "429", "5xx", "network", "timeout", "broken"] as const;
export type RetryChoice = (typeof retryChoices)[number];

/** Null for what always goes on. */
function choiceOf({ kind, status }: Failure): RetryChoice | null {
  switch (kind) {
    case "network":
    case "timeout":
      return kind;
    case "rate_limit":
      return "429";
    case "format":
      return "broken";
    case "server":
      // An error inside an answer that began well.
      if (status === null || status < 400) return "broken";
      return status === 408 || status === 409 || status === 425 ? `${status}` : "5xx";
    default:
      return null;
  }
}

/** Whether the request goes on after this failure. */
export function goesOn(choices: readonly RetryChoice[], problem: Failure): boolean {
  const choice = choiceOf(problem);
  return choice === null || choices.includes(choice);
}
