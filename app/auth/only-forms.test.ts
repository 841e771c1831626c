import { expect, test } from "vitest";
import { onlyForms, readStrangersForm } from "./only-forms.server";

/** The status that the middleware answers with; 200 where it lets the action see the request. */
async function statusOf(method: string, contentType: string | null, body: BodyInit | null = null): Promise<number> {
  const headers = new Headers(contentType === null ? {} : { "content-type": contentType });
  const request = new Request("http://127.0.0.1/admin/keys", { method, headers, body });
  try {
    await onlyForms({ request } as Parameters<typeof onlyForms>[0], async () => new Response());
  } catch (refusal) {
    return (refusal as { init: { status: number } }).init.status;
  }
  // The action can still read it.
  if (method === "POST") await request.formData();
  return 200;
}

test("a write of the dashboard that is no form is a 4xx", async () => {
  expect(await statusOf("GET", null)).toBe(200);
  expect(await statusOf("POST", "application/x-www-form-urlencoded;charset=UTF-8", "a=1")).toBe(200);
  expect(
    await statusOf(
      "POST",
      "multipart/form-data; boundary=x",
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
    ),
  ).toBe(200);
  expect(await statusOf("POST", "multipart/form-data; boundary=x", "garbage")).toBe(400);
  expect(await statusOf("POST", "application/json", "{}")).toBe(415);
  expect(await statusOf("DELETE", null)).toBe(415);
});

test("a stranger's form is read as far as a password takes", async () => {
  const post = (body: string, type = "application/x-www-form-urlencoded") =>
    readStrangersForm(
      new Request("http://127.0.0.1/login", { method: "POST", headers: { "content-type": type }, body }),
    ).catch((refusal: { init: { status: number } }) => refusal.init.status);
  expect(await post(`password=${encodeURIComponent("密".repeat(1024))}`)).toBeInstanceOf(FormData);
  expect(await post(`password=${"a&".repeat(10_000)}`)).toBe(413);
  expect(await post("{}", "application/json")).toBe(415);
  expect(await post("garbage", "multipart/form-data; boundary=x")).toBe(400);
});
