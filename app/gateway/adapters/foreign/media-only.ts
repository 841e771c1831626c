import { badRequest } from "../../errors";
import type { Adapter } from "../adapter";
import type { Endpoint } from "../target";
import { jsonHeaders } from "./headers";

/** An adapter of a vendor that makes images, audio or videos and answers no chats. */
export const mediaOnly = ({
  auth,
  ...adapter
}: Pick<Adapter, "id" | "media" | "listModels" | "readModels"> & {
  /** Headers that carry the credential, in lower case. */
  auth(secret: string): Record<string, string>;
  checkKey?: Adapter["checkKey"];
}): Adapter => ({
  operations: new Set(),
  prepare: () => {
    throw badRequest("This provider has no chat models.", "model");
  },
  authorise: ({ url }, target) => ({ url, headers: keyHeaders(target, auth) }),
  ...adapter,
});

/** Headers of a JSON call; `auth` makes those of the credential. */
export const keyHeaders = (
  target: Endpoint,
  auth: (secret: string) => Record<string, string>,
): Record<string, string> => jsonHeaders(target, target.credential === null ? {} : auth(target.credential.secret));

export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
