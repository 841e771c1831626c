/** One place in the order of attempts, with the reason for it; kept with the log row and shown in the dashboard. */
export interface PlanEntry {
  providerId: string;
  /** The gateway's id of the model. */
  model: string;
  credentialName: string | null;
  reason: string;
}
