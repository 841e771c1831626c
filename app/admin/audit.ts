export interface AuditEntry {
  createdAt: number;
  actor: string;
  action: string;
  kind: "provider" | "route" | "key" | "settings" | "config";
  targetId: string;
  /** Names of changed fields, never values. */
  detail: unknown;
}

export const auditEntry = (
  actor: string,
  action: string,
  kind: AuditEntry["kind"],
  targetId: string,
  detail: unknown = null,
): AuditEntry => ({ createdAt: Date.now(), actor, action, kind, targetId, detail });
