import type { Gateway } from "../gateway";
import type { Defer } from "../ports";
import type { Place } from "../routing/plan";
import type { Repair } from "./repairs";

/** A request makes so many repairs; what still is refused then is the caller's to hear. */
const mostRepairs = 3;

/** What an attempt's refusal says of mending the call. */
interface Refused {
  repair: Repair | null;
  signature: boolean;
}

/** How a request's call is changed after refusals that a change may mend: parameters are repaired, signed reasoning left out. */
export class Mending {
  /** Repairs that are being tried at the present place. */
  trial: Repair[] = [];
  /** A signature was refused: what is signed stays out from there on. */
  unsigned = false;
  #repairs = 0;

  /** Whether the same place is worth another call. */
  mayHelp({ repair, signature }: Refused): boolean {
    return (signature && !this.unsigned) || (repair !== null && this.#repairs < mostRepairs);
  }

  /** Makes the change for the next call; false where there is none to make. */
  mend({ repair, signature }: Refused): boolean {
    if (signature && !this.unsigned) {
      this.unsigned = true;
      return true;
    }
    if (repair === null || this.#repairs >= mostRepairs) return false;
    this.#repairs++;
    this.trial.push(repair);
    return true;
  }

  /** What worked is made from now on without being asked. */
  remember(gateway: Gateway, { providerId, candidate }: Place, defer: Defer): void {
    if (this.trial.length === 0) return;
    for (const repair of this.trial.splice(0)) {
      if (repair.passing || !gateway.repairs.learn(providerId, candidate.upstream, repair)) continue;
      defer(
        gateway.ports.store
          .saveRepair({ ...repair, providerId, model: candidate.upstream }, gateway.ports.now())
          .catch((error) => console.error("A repaired parameter could not be saved:", error)),
      );
    }
  }

  /** Why the place is called: as the plan says, or again with what was mended. */
  reason(place: Place): string {
    return this.trial.length === 0 ? place.reason : this.trial.map(repairWords).join("; ");
  }
}

const repairWords = ({ parameter, renameTo }: Repair) =>
  renameTo === null ? `again without '${parameter}'` : `again with '${parameter}' as '${renameTo}'`;
