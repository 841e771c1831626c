import { createElement } from "react";
import { renderToReadableStream } from "react-dom/server";
import { expect, test } from "vitest";
import { Late } from "~/components/late";

const rendered = (of: string | Promise<string>, onError: (error: unknown) => void = () => {}) =>
  renderToReadableStream(
    createElement(
      "main",
      null,
      createElement(Late<string>, {
        of,
        fallback: "skeleton",
        problem: "could not be read",
        children: (value: string) => `value: ${value}`,
      }),
    ),
    { onError },
  );

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return await new Response(stream).text();
}

test("what is there is drawn at once, and what comes late follows its skeleton", async () => {
  expect(await textOf(await rendered("now"))).toContain("value: now");
  let finish = (_: string) => {};
  const stream = await rendered(
    new Promise<string>((resolve) => {
      finish = resolve;
    }),
  );
  const reader = stream.getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  expect(first).toContain("skeleton");
  expect(first).not.toContain("value:");
  finish("later");
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read())
    rest += new TextDecoder().decode(part.value);
  expect(rest).toContain("value: later");
});

test("a part that fails is drawn as its problem, and takes nothing else with it", async () => {
  const failing = Promise.reject(new Error("no such table"));
  const text = await textOf(await rendered(failing));
  expect(text).toContain("could not be read");
  expect(text).not.toContain("no such table");
});
