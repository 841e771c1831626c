import { data, type MiddlewareFunction } from "react-router";
import { readAll } from "~/gateway/media/bytes";

const typeOf = (request: Request) => request.headers.get("content-type") ?? "";
const isMultipart = (request: Request) => /^multipart\/form-data\b/i.test(typeOf(request));

function needForm(request: Request): void {
  if (!isMultipart(request) && !/^application\/x-www-form-urlencoded\b/i.test(typeOf(request)))
    throw data("The dashboard takes forms; programs use /api/admin.", { status: 415 });
}

const unreadable = () => data("The form cannot be read.", { status: 400 });

/** The dashboard is written to by forms: a body of any other kind is a 4xx, before an action fails to read it. */
export const onlyForms: MiddlewareFunction<Response> = async ({ request }, next) => {
  if (request.method === "GET" || request.method === "HEAD") return next();
  needForm(request);
  // Uploads alone are such: small enough to be read twice.
  if (
    isMultipart(request) &&
    (await request
      .clone()
      .formData()
      .catch(() => null)) === null
  )
    throw unreadable();
  return next();
};

/** More than the longest password takes, percent-encoded. */
const mostStrangerBytes = 16 * 1024;

/** The form of a page that strangers may post to: a long one is refused before anybody works on it. Throws a 4xx. */
export async function readStrangersForm(request: Request): Promise<FormData> {
  needForm(request);
  const reader = request.body?.getReader();
  const bytes = reader === undefined ? new Uint8Array() : await readAll(reader, mostStrangerBytes);
  if (bytes === null) throw data("The form is too long.", { status: 413 });
  return new Response(bytes, { headers: { "content-type": typeOf(request) } }).formData().catch(() => {
    throw unreadable();
  });
}
