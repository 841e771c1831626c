import type { Store } from "~/gateway/store";

type AnswerStore = Pick<Store, "saveAnswer" | "findAnswer" | "findQuestions" | "saveBodies">;

/** Kept answers and recorded bodies: both sealed before they come here. */
export function answerStore(database: D1Database): AnswerStore {
  const saveAnswer = database.prepare(
    `insert or replace into cached_answers (id, context, sealed, sealed_question, bytes, created_at, expires_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
  );
  const findAnswer = database.prepare(
    "select sealed, expires_at as expiresAt from cached_answers where id = ?1 and expires_at > ?2",
  );
  const findQuestions = database.prepare(
    `select id, sealed_question as sealedQuestion from cached_answers
     where context = ?1 and expires_at > ?2 order by created_at desc limit ?3`,
  );
  const saveBodies = database.prepare(
    "insert or ignore into request_bodies (request_id, created_at, sealed) values (?1, ?2, ?3)",
  );
  return {
    async saveAnswer({ id, context, sealed, sealedQuestion, createdAt, expiresAt }) {
      const bytes = sealed.length + (sealedQuestion?.length ?? 0);
      await saveAnswer.bind(id, context, sealed, sealedQuestion, bytes, createdAt, expiresAt).run();
    },
    findAnswer: (id, now) => findAnswer.bind(id, now).first<{ sealed: string; expiresAt: number }>(),
    async findQuestions(context, most, now) {
      const found = findQuestions.bind(context, now, most);
      return (await found.all<{ id: string; sealedQuestion: string | null }>()).results;
    },
    async saveBodies(requestId, createdAt, sealed) {
      await saveBodies.bind(requestId, createdAt, sealed).run();
    },
  };
}

export interface CacheFigures {
  entries: number;
  /** As they are stored: sealed. */
  bytes: number;
  /** Of the last 30 days. */
  hits: number;
  misses: number;
  savedMicroUsd: number;
}

const monthMs = 30 * 86_400_000;

/** What the cache holds and how well it does. */
export async function cacheFigures(database: D1Database, now: number): Promise<CacheFigures> {
  const [held, done] = await database.batch([
    database
      .prepare(
        "select count(*) as entries, coalesce(sum(bytes), 0) as bytes from cached_answers indexed by cached_answers_created_at where created_at <= ?1",
      )
      .bind(now),
    database
      .prepare(
        `select coalesce(sum(cache_hits), 0) as hits, coalesce(sum(cache_misses), 0) as misses,
           coalesce(sum(saved_micro_usd), 0) as savedMicroUsd from usage_by_name where split = 'model' and hour >= ?1`,
      )
      .bind(now - monthMs),
  ]);
  return { ...(held?.results[0] as object), ...(done?.results[0] as object) } as CacheFigures;
}

/** How many answers there were. */
export async function clearAnswers(database: D1Database): Promise<number> {
  return (await database.prepare("delete from cached_answers").run()).meta.changes;
}

/** A kept answer's sealed question; null where it is gone or had none to compare. */
export const findSealedQuestion = (database: D1Database, id: string): Promise<string | null> =>
  database
    .prepare("select sealed_question as sealedQuestion from cached_answers where id = ?1")
    .bind(id)
    .first<string>("sealedQuestion");

/** What was recorded of a request, sealed; null where nothing was. */
export const findSealedBodies = (database: D1Database, requestId: string): Promise<string | null> =>
  database.prepare("select sealed from request_bodies where request_id = ?1").bind(requestId).first<string>("sealed");
