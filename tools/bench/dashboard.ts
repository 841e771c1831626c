// `node tools/bench/dashboard.ts`: what the dashboard costs over a million log rows, on the Node host of the built bundle in
// the system's Chromium. DATA names a folder that keeps the database for the next run, ROWS how many rows it has.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNode } from "../../app/tests/hosts.ts";
import {
  contextFor,
  openBrowser,
  type Session,
  signIn,
  slowestPaint,
  visit,
  watchPaints,
} from "./dashboard/browser.ts";
import { makeDatabase, password } from "./dashboard/database.ts";
import { interactions } from "./dashboard/interactions.ts";

const rounds = Number(process.env.ROUNDS ?? 5);
const only = process.env.ONLY?.split(",");
const dataDirectory = process.env.DATA ?? mkdtempSync(join(tmpdir(), "gateway-dashboard-"));
mkdirSync(dataDirectory, { recursive: true });
await makeDatabase(dataDirectory, Number(process.env.ROWS ?? 1_000_000));

const host = await startNode({ DATA_DIR: dataDirectory, ADMIN_PASSWORD: password });
const browser = await openBrowser();
try {
  const session = await signIn(browser, host.url, password);
  if (wanted("loaders")) await measureLoaders(session);
  if (wanted("pages")) await measurePages(session);
  if (wanted("interactions")) await measureInteractions(session);
} finally {
  await browser.close();
  await host.stop();
  if (process.env.DATA === undefined) rmSync(dataDirectory, { recursive: true, force: true });
}

function wanted(part: string): boolean {
  return only === undefined || only.includes(part);
}

function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** Pages and the address of their data, as the browser asks for it. */
function pages(id: string): Record<string, { path: string; data: string | null }> {
  const of = (path: string, data: string) => ({ path, data });
  return {
    login: { path: "/login", data: null },
    overview: of("/admin", "/admin.data"),
    "overview, 30 days": of("/admin?range=30d", "/admin.data?range=30d"),
    requests: of("/admin/requests", "/admin/requests.data"),
    "requests, 30 days": of("/admin/requests?range=30d", "/admin/requests.data?range=30d"),
    "requests, failed": of(
      "/admin/requests?range=30d&status=upstream_error",
      "/admin/requests.data?range=30d&status=upstream_error",
    ),
    "requests, text": of("/admin/requests?range=30d&q=tenant", "/admin/requests.data?range=30d&q=tenant"),
    "one request": of(`/admin/requests/${id}`, `/admin/requests/${id}.data`),
    providers: of("/admin/providers", "/admin/providers.data"),
    "provider detail": of("/admin/providers/openai", "/admin/providers/openai.data"),
    "provider attempts": of("/admin/providers/openai/attempts", "/admin/providers/openai/attempts.data"),
    usage: of("/admin/usage", "/admin/usage.data"),
    "usage, 90 days by key": of("/admin/usage?range=90d&split=key", "/admin/usage.data?range=90d&split=key"),
    settings: of("/admin/settings", "/admin/settings.data"),
  };
}

async function anyRequest(session: Session): Promise<string> {
  const context = await contextFor(browser, host.url, session);
  const page = await context.newPage();
  await page.goto("/admin/requests?range=30d");
  const id = await page.locator("tr[data-request], tbody tr a").first().getAttribute("href");
  await context.close();
  return /requests\/([^?]+)/.exec(id ?? "")?.[1] ?? "";
}

/** Until the whole answer is there, late parts included. */
async function measureLoaders(session: Session): Promise<void> {
  const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  console.log("\n| loaders of | server time, p50 | least |\n| --- | ---: | ---: |");
  for (const [name, { data }] of Object.entries(pages(await anyRequest(session)))) {
    if (data === null) continue;
    const times: number[] = [];
    for (let round = 0; round < rounds * 2 + 1; round++) {
      const startedAt = performance.now();
      const answer = await fetch(`${host.url}${data}`, { headers: { cookie } });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${data} answered ${answer.status}`);
      if (round > 0) times.push(performance.now() - startedAt);
    }
    console.log(`| ${name} | ${ms(median(times))} | ${ms(Math.min(...times))} |`);
  }
}

async function measurePages(session: Session): Promise<void> {
  console.log(
    "\n| page, empty cache | first paint | largest paint | scripts | all |\n| --- | ---: | ---: | ---: | ---: |",
  );
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`;
  for (const [name, { path, data }] of Object.entries(pages(await anyRequest(session)))) {
    const visits = [];
    for (let round = 0; round < rounds; round++)
      visits.push(await visit(browser, host.url, path, data === null ? undefined : session));
    const first = ms(median(visits.map((one) => one.firstPaintMs)));
    const largest = ms(median(visits.map((one) => one.largestPaintMs)));
    const { scriptBytes = 0, allBytes = 0 } = visits.at(-1) ?? {};
    console.log(`| ${name} | ${first} | ${largest} | ${kilobytes(scriptBytes)} | ${kilobytes(allBytes)} |`);
  }
}

/**
 * Two figures each: until the browser has painted something new after the press (as web vitals count it), and until what was
 * asked for is on the screen.
 */
async function measureInteractions(session: Session): Promise<void> {
  console.log("\n| interaction | next paint, most | result painted, p50 | least |\n| --- | ---: | ---: | ---: |");
  const context = await contextFor(browser, host.url, session);
  const page = await context.newPage();
  await watchPaints(page);
  for (const [name, { path, run }] of Object.entries(interactions)) {
    const times: number[] = [];
    const paints: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await page.goto(path, { waitUntil: "networkidle" });
      times.push(await run(page));
      paints.push(await slowestPaint(page));
    }
    console.log(`| ${name} | ${ms(Math.max(...paints))} | ${ms(median(times))} | ${ms(Math.min(...times))} |`);
  }
}
