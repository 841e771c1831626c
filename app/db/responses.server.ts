import { responsePurpose } from "~/gateway/purposes";
import type { KeptResponse, Store } from "~/gateway/store";
import type { Sealer } from "~/lib/seal";

interface ResponseRow {
  id: string;
  previous_id: string | null;
  response: string;
  input: string;
}

/** A response and those it builds on; `depth` bounds the walk, also where rows of a vendor's ids form a ring. */
const chain = `with recursive chain (id, previous_id, depth) as (
    select id, previous_id, 0 from kept_responses where key_id = ?1 and id = ?2 and expires_at > ?3
    union all
    select older.id, older.previous_id, chain.depth + 1 from chain
      join kept_responses older on older.key_id = ?1 and older.id = chain.previous_id
     where older.expires_at > ?3 and chain.depth + 1 < ?4
  )`;

type ResponseStore = Pick<Store, "saveResponse" | "findResponses" | "deleteResponse">;

/** Answers of /v1/responses, each belonging to the API key that asked; what was said in them is sealed. */
export function responseStore(database: D1Database, sealer: Sealer): ResponseStore {
  const save = database.prepare(
    `insert or replace into kept_responses (key_id, id, previous_id, response, input, created_at, expires_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
  );
  const extend = database.prepare(
    `${chain} update kept_responses set expires_at = ?5 where key_id = ?1 and id in (select id from chain)`,
  );
  const find = database.prepare(
    `${chain} select kept.id, kept.previous_id, kept.response, kept.input from chain
       join kept_responses kept on kept.key_id = ?1 and kept.id = chain.id order by chain.depth desc`,
  );
  const remove = database.prepare("delete from kept_responses where key_id = ?1 and id = ?2 returning 1");

  const opened = async (keyId: string, row: ResponseRow): Promise<KeptResponse> => {
    const [response, input] = await Promise.all(
      [row.response, row.input].map((text) =>
        isClear(text) ? text : sealer.unseal(text, responsePurpose(keyId, row.id)),
      ),
    );
    return { id: row.id, previousId: row.previous_id, response: response!, input: input! };
  };

  return {
    async saveResponse(keyId, { id, previousId, response, input }, now, expiresAt) {
      const sealedId = responsePurpose(keyId, id);
      const sealed = await Promise.all([sealer.seal(response, sealedId), sealer.seal(input, sealedId)]);
      const row = save.bind(keyId, id, previousId, ...sealed, now, expiresAt);
      await database.batch(
        previousId === null ? [row] : [row, extend.bind(keyId, previousId, now, mostExtended, expiresAt)],
      );
    },

    async findResponses(keyId, id, most, now) {
      const { results } = await find.bind(keyId, id, now, most).all<ResponseRow>();
      try {
        return await Promise.all(results.map((row) => opened(keyId, row)));
      } catch (error) {
        console.error("A kept response cannot be read, its encryption key is gone:", error);
        return [];
      }
    },

    async deleteResponse(keyId, id) {
      const { results } = await remove.bind(keyId, id).run();
      return results.length > 0;
    },
  };
}

/** Rows from before they were sealed; gone three days after the update. */
const isClear = (text: string) => text.startsWith("{") || text.startsWith("[");

/** As many turns as a conversation may have (gateway/kept/response-book.ts). */
const mostExtended = 1_000;
