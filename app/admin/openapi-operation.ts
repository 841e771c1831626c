import { z } from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import * as answers from "./openapi-schemas";

const ifMatch = z
  .string()
  .optional()
  .meta({ description: "The ETag of the version that this write is based on; without it the last write wins" });

/** What is said of one method of a path. */
interface Operation {
  summary: string;
  answer?: z.ZodType;
  /** 200 where left out; 204 has no answer. */
  status?: number;
  body?: z.ZodType;
  query?: z.ZodObject;
  path?: string[];
  /** What a 404 means, where it is not an id of the path. */
  unknown?: string;
  /** The write takes `If-Match`. */
  matched?: true;
  /** What a 409 means, where it is not the rule: a taken id, or a write that another one overtakes. */
  conflict?: string;
  /** A provider is asked, and may fail. */
  upstream?: true;
}

const unknownId = "Unknown id";
const content = (schema: z.ZodType) => ({ "application/json": { schema } });

/** With what every operation shares: who may call it, and how it is refused. */
export function operation({
  summary,
  answer,
  status = 200,
  body,
  query,
  path,
  unknown = unknownId,
  matched,
  conflict = status === 201 ? "The id is taken" : matched && "It kept changing while it was written",
  upstream,
}: Operation): ZodOpenApiOperationObject {
  const failure = (description: string) => ({ description, content: content(answers.error) });
  return {
    summary,
    security: [{ bearer: [] }],
    ...(path || query || matched
      ? {
          requestParams: {
            ...(path ? { path: z.object(Object.fromEntries(path.map((name) => [name, z.string()]))) } : {}),
            ...(query ? { query } : {}),
            ...(matched ? { header: z.object({ "if-match": ifMatch }) } : {}),
          },
        }
      : {}),
    ...(body ? { requestBody: { content: content(body), required: true } } : {}),
    responses: {
      [status]: answer ? { description: summary, content: content(answer) } : { description: summary },
      400: failure("The request is not valid; every issue is named"),
      401: failure("No valid admin token, admin API key or session"),
      403: failure("An API key that is no admin's, or a session cookie from another site"),
      ...(path || unknown !== unknownId ? { 404: failure(unknown) } : {}),
      ...(matched ? { 412: failure("It was changed since the version that If-Match names") } : {}),
      ...(conflict ? { 409: failure(conflict) } : {}),
      ...(body ? { 413: failure("The body is larger than 32 MB") } : {}),
      ...(upstream ? { 502: failure("The provider did not answer as it should; the message says how") } : {}),
      503: failure(
        "The database cannot be written: `database_busy` (see Retry-After), `database_full`, `database_read_only`",
      ),
    },
  };
}
