import { servingOrder } from "~/gateway/routing/simulate";
import type { Platform } from "~/platform/platform";

export interface MatrixRow {
  model: string;
  /** What a call is made of: embeddings models take no chat. */
  kind: "chat" | "embeddings";
  /** Ids of the providers that serve it, in the order in which they are tried. */
  providers: string[];
}

export interface Matrix {
  rows: MatrixRow[];
  /** Ids of the providers that serve any of them, in the order of the configuration. */
  providers: string[];
  /** What one call of every cell costs at the known prices. */
  estimateMicroUsd: number;
}

/** Tokens of a call, each way, as an estimate. */
const tokensOfCall = 16;

/** Every model that can be asked for by name, against the enabled providers that serve it. */
export async function readMatrix({ gateway }: Platform): Promise<Matrix> {
  const snapshot = await gateway.config();
  const enabled = snapshot.providers.filter((provider) => provider.enabled);
  const names = new Set(enabled.flatMap((provider) => provider.models.map((entry) => entry.id)));
  let estimateMicroUsd = 0;
  const rows = [...names]
    // A pattern is no name to call, and a route of the same name is what a client gets.
    .filter((name) => !name.includes("*") && !snapshot.routesById.has(name))
    .flatMap((model): MatrixRow[] => {
      const candidates = servingOrder(gateway, snapshot, model);
      const abilities = new Set(candidates.flatMap((candidate) => candidate.capabilities));
      const chat = abilities.size === 0 || abilities.has("chat");
      if (candidates.length === 0 || !(chat || abilities.has("embeddings"))) return [];
      for (const { pricing } of candidates) {
        // USD per million tokens are micro-dollars a token.
        if (pricing) estimateMicroUsd += tokensOfCall * ((pricing.input ?? 0) + (chat ? (pricing.output ?? 0) : 0));
      }
      const providers = [...new Set(candidates.map(({ provider }) => provider.id))];
      return [{ model, kind: chat ? "chat" : "embeddings", providers }];
    });
  // By who is asked first, as the providers stand: the matrix reads from its upper left to its lower right.
  const place = new Map(enabled.map(({ id }, index) => [id, index]));
  const first = (row: MatrixRow) => place.get(row.providers[0] ?? "") ?? 0;
  rows.sort((a, b) => first(a) - first(b) || b.providers.length - a.providers.length || (a.model < b.model ? -1 : 1));
  const serving = new Set(rows.flatMap((row) => row.providers));
  return {
    rows,
    providers: enabled.map(({ id }) => id).filter((id) => serving.has(id)),
    estimateMicroUsd: Math.round(estimateMicroUsd),
  };
}
