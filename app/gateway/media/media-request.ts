// What a client asks for that is not text, and in which units it is counted.

export type MediaOperation =
  | "images"
  | "image_edits"
  | "speech"
  | "transcriptions"
  | "translations"
  | "moderations"
  | "rerank"
  | "videos"
  | "passthrough";

/** What such a call has beside its body. */
export interface MediaRequest {
  /** The form as it came, files included; null where the body was JSON. */
  form: FormData | null;
  idempotencyKey: string | null;
  /** Id of the API key that calls: videos belong to it. */
  keyId: string;
  /** The provider, and the credential where there is one, that the call has to go to. */
  pinned: Pin | null;
  /** What is asked about a video that exists. */
  video: VideoAction | null;
  passthrough: PassthroughRequest | null;
}

export interface Pin {
  providerId: string;
  credentialId: string | null;
  /** The gateway's id of the model, for the log. */
  model: string;
}

export interface VideoAction {
  action: "retrieve" | "content" | "delete" | "remix";
  /** The upstream's own id. */
  upstreamId: string;
  /** The id that the client knows. */
  id: string;
  /** The query string of a download, with its `?`, or empty. */
  query: string;
}

export interface PassthroughRequest {
  method: string;
  /** Below the provider's base URL, without a leading slash, still percent-encoded, checked to stay there. */
  path: string;
  /** With its `?`, or empty. */
  query: string;
  /** Those of the client that the upstream may see. */
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
}

/** What was made or read, for prices by the unit. */
export interface MediaUnits {
  images?: number;
  /** Of audio or video. */
  seconds?: number;
  characters?: number;
}
