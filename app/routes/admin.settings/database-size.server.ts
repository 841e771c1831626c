/** D1 tells its size with every answer; other databases may not. */
export async function databaseBytes(database: D1Database): Promise<number | null> {
  try {
    const { meta } = await database.prepare("SELECT 1").run();
    return typeof meta?.size_after === "number" && meta.size_after > 0 ? meta.size_after : null;
  } catch (error) {
    console.error(error);
    return null;
  }
}
