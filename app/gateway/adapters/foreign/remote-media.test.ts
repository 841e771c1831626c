import { expect, test } from "vitest";
import type { Provider } from "../../config/entities";
import type { UpstreamRequest, UpstreamResponse } from "../../ports";
import type { PrepareContext } from "../target";
import { withInlineMedia } from "./remote-media";

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6, 7, 8]);
const provider = (baseUrl: string) => ({ baseUrl }) as Provider;
const publicProvider = provider("https://vendor.example/v1");

const asking = (...parts: object[]) => ({ messages: [{ role: "user", content: parts }] });
const image = (url: string) => ({ type: "image_url", image_url: { url, detail: "low" } });

function web(pages: Record<string, () => Response>) {
  const asked: { url: string; request: UpstreamRequest }[] = [];
  const context: PrepareContext = {
    now: Date.now,
    signal: new AbortController().signal,
    fetch: async (url, request): Promise<UpstreamResponse> => {
      asked.push({ url, request });
      const page = pages[url];
      if (page === undefined) throw new Error("address not allowed");
      return page() as UpstreamResponse;
    },
  };
  return { asked, context };
}

test("without an address the same body comes back at once", () => {
  const { context, asked } = web({});
  for (const body of [
    { messages: [{ role: "user", content: "https://a.example/x.png" }] },
    asking({ type: "text", text: "Hi" }, image("data:image/png;base64,AA==")),
  ])
    expect(withInlineMedia(body, publicProvider, context)).toBe(body);
  expect(asked).toEqual([]);
});

test("an address becomes a data URI of what the bytes are; the client's body stays, and is fetched once", async () => {
  const { context, asked } = web({
    "https://a.example/x": () => new Response(png, { headers: { "content-type": "application/octet-stream" } }),
    "https://a.example/doc.pdf": () => new Response("%PDF-1.7", { headers: { "content-type": "application/pdf" } }),
  });
  const body = asking(image("https://a.example/x"), {
    type: "file",
    file: { file_data: "https://a.example/doc.pdf", filename: "doc.pdf" },
  });
  const before = structuredClone(body);
  const inline = await withInlineMedia(body, publicProvider, context);
  expect(inline).toEqual(
    asking(
      { type: "image_url", image_url: { url: "data:image/png;base64,iVBORwECAwQFBgcI", detail: "low" } },
      { type: "file", file: { file_data: `data:application/pdf;base64,${btoa("%PDF-1.7")}`, filename: "doc.pdf" } },
    ),
  );
  expect(body).toEqual(before);
  expect(withInlineMedia(body, publicProvider, context)).toBe(inline);
  expect(asked).toHaveLength(2);
  expect(JSON.stringify(asked)).not.toContain("authorization");
});

test("a client's address leads into the private network only where the provider itself is there", async () => {
  const pages = { "http://10.0.0.7/x.png": () => new Response(png) };
  for (const [baseUrl, publicOnly] of [
    ["https://vendor.example/v1", true],
    ["http://127.0.0.1:8000/v1", false],
  ] as const) {
    const { context, asked } = web(pages);
    await withInlineMedia(asking(image("http://10.0.0.7/x.png")), provider(baseUrl), context);
    expect(asked[0]!.request.publicOnly).toBe(publicOnly);
  }
});

const refusals: [what: string, pages: Record<string, () => Response>, reason: RegExp][] = [
  ["an address that is not allowed", {}, /not allowed/],
  ["a page that is not there", { "https://a.example/x": () => new Response("", { status: 404 }) }, /answered 404/],
  ["nothing", { "https://a.example/x": () => new Response("") }, /empty/],
  [
    "more than is fetched",
    { "https://a.example/x": () => new Response(new Uint8Array(21 * 1024 * 1024)) },
    /larger than what is fetched/,
  ],
  [
    "redirects without an end",
    { "https://a.example/x": () => new Response(null, { status: 302, headers: { location: "/x" } }) },
    /redirects more than/,
  ],
  [
    "a redirect to a file",
    { "https://a.example/x": () => new Response(null, { status: 302, headers: { location: "file:///etc/passwd" } }) },
    /no web address/,
  ],
];
for (const [what, pages, reason] of refusals)
  test(`${what} is a 400 that names the field`, async () => {
    const { context } = web(pages);
    const body = asking({ type: "text", text: "What is it?" }, image("https://a.example/x"));
    await expect(withInlineMedia(body, publicProvider, context)).rejects.toMatchObject({
      status: 400,
      param: "messages[0].content[1].image_url.url",
      message: expect.stringMatching(reason),
    });
  });

test("each redirect is judged anew", async () => {
  const { context, asked } = web({
    "https://a.example/x": () => new Response(null, { status: 301, headers: { location: "https://b.example/y" } }),
    "https://b.example/y": () => new Response(png),
  });
  await withInlineMedia(asking(image("https://a.example/x")), publicProvider, context);
  expect(asked.map(({ url, request }) => [url, request.publicOnly])).toEqual([
    ["https://a.example/x", true],
    ["https://b.example/y", true],
  ]);
});

test("more addresses than are fetched for one request are refused before any is", () => {
  const { context, asked } = web({});
  const body = asking(...Array.from({ length: 21 }, (_, index) => image(`https://a.example/${index}`)));
  expect(() => withInlineMedia(body, publicProvider, context)).toThrow(/At most 20/);
  expect(asked).toEqual([]);
});
