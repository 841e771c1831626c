import type { Browser, BrowserContext } from "@playwright/test";

const profiles = new Map<string, BrowserContext>();

/**
 * A browser profile for the tests of this worker that go to `url`, one after the other: empty, and signed in nowhere. Its first
 * page stays open, because what the browser compiled of a script is kept while one page has it.
 */
export async function emptyProfile(browser: Browser, url: string): Promise<BrowserContext> {
  let profile = profiles.get(url);
  if (!profile) {
    profile = await browser.newContext({ baseURL: url });
    await (await profile.newPage()).goto(`${url}/health`);
    profiles.set(url, profile);
  }
  await profile.setOffline(false);
  await profile.clearPermissions();
  await profile.clearCookies();
  await profile.pages()[0]?.evaluate(() => localStorage.clear());
  return profile;
}

export async function closePages(profile: BrowserContext): Promise<void> {
  for (const page of profile.pages().slice(1)) await page.close();
}
