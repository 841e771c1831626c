/** Longer than this nobody waits for a page's frame. */
const patienceMs = 150;

/**
 * The value where it is there within 150 ms, so that the page comes whole (also without scripts); else the promise, for
 * which the page shows a skeleton meanwhile.
 */
export async function soon<T>(work: Promise<T>): Promise<{ late: T | Promise<T> }> {
  // The page says only that a part of it failed.
  work.catch((error) => console.error("A part of a page could not be read:", error));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), patienceMs);
  });
  const first = await Promise.race([
    work.then(
      (value) => ({ value }),
      // Shown in its card, beside the others.
      () => "failed" as const,
    ),
    patience,
  ]);
  clearTimeout(timer);
  return { late: typeof first === "string" ? work : first.value };
}

/** Until the first part of an answer is sent, its other loaders included. */
const headStartMs = 30;

/** Begun once what does not wait for it is on its way: a database in the same process would hold it up. */
export function afterwards<T>(work: () => Promise<T>): Promise<T> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, headStartMs)).then(work);
  late.catch((error) => console.error("A part of a page could not be read:", error));
  return late;
}
