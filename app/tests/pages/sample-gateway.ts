import { startSample } from "~/tests/sample/start";

/** A gateway with sixty days of traffic, for all tests of a worker that want one. */
export interface SampleGateway {
  url: string;
  /** Of a browser that is signed in. */
  cookies: { name: string; value: string; domain: string; path: string }[];
}

const password = "correct horse battery staple";

/** Starts one, lets `use` have it and stops it: a fixture of Playwright. */
export async function withSampleGateway(use: (sample: SampleGateway) => Promise<void>): Promise<void> {
  const host = await startSample({ ADMIN_PASSWORD: password });
  const body = new URLSearchParams({ password });
  const answer = await fetch(`${host.url}/login`, { method: "POST", body, redirect: "manual" });
  const cookies = answer.headers.getSetCookie().map((header) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    return { name, value, domain: "127.0.0.1", path: "/" };
  });
  // The browser tells its zone with its first page: that one would be drawn twice.
  cookies.push({ name: "timeZone", value: "Asia/Shanghai", domain: "127.0.0.1", path: "/" });
  await use({ url: host.url, cookies });
  await host.stop();
}
