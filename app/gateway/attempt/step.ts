import type { GatewayError } from "../errors";
import type { Failure } from "../failures/failure";
import type { MediaAnswer } from "../media/media";
import type { Place } from "../routing/plan";
import type { StreamAnswer } from "../stream/gate";
import type { WholeAnswer } from "./whole-answer";

/** How the walk along the plan went on: an answer, or why there is none. */
export type Step =
  | { kind: "whole"; place: Place; startedAt: number; answer: WholeAnswer }
  | { kind: "stream"; place: Place; startedAt: number; stream: StreamAnswer }
  | { kind: "media"; place: Place; startedAt: number; answer: MediaAnswer; abort(): void }
  /** The caller's mistake: returned as it is. */
  | { kind: "client_error"; problem: Failure }
  | { kind: "cancelled" }
  | { kind: "exhausted"; error: GatewayError };
