import type { Page } from "@playwright/test";
import axe, { type AxeResults, type Result, type RunOptions } from "axe-core";

interface Axe {
  run(context: object, options: RunOptions): Promise<AxeResults>;
}

/**
 * What axe finds wrong in the parts that the selectors name. Its script comes into a document once, not with every run as its
 * own wrapper for Playwright would have it: compiling half a megabyte takes as long as half of the rules. Pages have no frames.
 */
export async function axeViolations(
  page: Page,
  context: { include: string[][] } | { exclude: string[][] },
  runOnly?: RunOptions["runOnly"],
): Promise<Result[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: RunOptions = { preload: false, resultTypes: ["violations"], runOnly };
  return page.evaluate(
    async ({ context, options }) => {
      const { axe } = window as unknown as { axe: Axe };
      return (await axe.run(context, options)).violations;
    },
    { context, options },
  );
}
