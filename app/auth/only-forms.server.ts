import { data, type MiddlewareFunction } from "react-router";

/** The dashboard is written to by forms: a body of any other kind is a 4xx, before an action fails to read it. */
export const onlyForms: MiddlewareFunction<Response> = async ({ request }, next) => {
  if (request.method === "GET" || request.method === "HEAD") return next();
  const type = request.headers.get("content-type") ?? "";
  const isMultipart = /^multipart\/form-data\b/i.test(type);
  if (!isMultipart && !/^application\/x-www-form-urlencoded\b/i.test(type))
    throw data("The dashboard takes forms; programs use /api/admin.", { status: 415 });
  // Uploads alone are such: small enough to be read twice.
  if (
    isMultipart &&
    (await request
      .clone()
      .formData()
      .catch(() => null)) === null
  )
    throw data("The form cannot be read.", { status: 400 });
  return next();
};
