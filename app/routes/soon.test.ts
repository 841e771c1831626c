import { expect, test, vi } from "vitest";
import { soon } from "./soon.server";

test("what is there soon is a value, what takes longer a promise, and a failure is left to its reader", async () => {
  expect(await soon(Promise.resolve(7))).toEqual({ late: 7 });
  let finish = (_: string) => {};
  const slow = await soon(
    new Promise<string>((resolve) => {
      finish = resolve;
    }),
  );
  expect(slow.late).toBeInstanceOf(Promise);
  finish("done");
  expect(await slow.late).toBe("done");
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const failed = await soon(Promise.reject(new Error("no database")));
  await expect(failed.late).rejects.toThrow("no database");
  expect(said).toHaveBeenCalledOnce();
});
