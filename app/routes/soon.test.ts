import { expect, test, vi } from "vitest";
import { afterwards, soon } from "./soon.server";

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

test("what can wait begins after what is asked for now, and its failure is left to its reader", async () => {
  const order: string[] = [];
  const late = afterwards(async () => order.push("late"));
  order.push("now");
  await late;
  expect(order).toEqual(["now", "late"]);
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  await expect(afterwards(() => Promise.reject(new Error("no database")))).rejects.toThrow("no database");
  expect(said).toHaveBeenCalledOnce();
});
