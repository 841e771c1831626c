import { SignatureV4 } from "@smithy/signature-v4";
import type { Provider } from "../../config/entities";
import { failure, UpstreamFailure } from "../../failures/failure";

// Signed requests: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html

interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** `ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]`; null for a Bedrock API key, which goes as a bearer token. */
export function accessKeyOf(secret: string): AccessKey | null {
  const [accessKeyId, secretAccessKey, ...rest] = secret.split(":");
  if (accessKeyId === undefined || !/^\w{3,128}$/.test(accessKeyId)) return null;
  if (secretAccessKey === undefined || secretAccessKey === "") return null;
  return { accessKeyId, secretAccessKey, ...(rest.length === 0 ? {} : { sessionToken: rest.join(":") }) };
}

/** `options.region`, else the one in the base URL. */
export function regionOf({ baseUrl, options }: Provider): string {
  if (typeof options.region === "string" && options.region !== "") return options.region;
  const region = /[./]bedrock(?:-runtime|-mantle)?(?:-fips)?\.([a-z0-9-]+)\./.exec(baseUrl)?.[1];
  if (region !== undefined) return region;
  throw new UpstreamFailure(
    failure("server", "missing_region", "access keys need options.region: the region that requests are signed for"),
  );
}

/**
 * The headers of a signed call, `headers` among them. Only what no host changes on the way is signed, so that a header
 * that one adds or rewrites does no harm. `now` in Unix ms.
 */
export async function signed(
  call: { method: string; url: string; headers: Record<string, string>; body: string | null },
  key: AccessKey,
  region: string,
  now: number,
): Promise<Record<string, string>> {
  const { protocol, host, pathname, searchParams } = new URL(call.url);
  const signer = new SignatureV4({ credentials: key, region, service: "bedrock", sha256: Sha256 });
  const request = await signer.sign(
    {
      method: call.method,
      protocol,
      hostname: host,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { host, "content-type": call.headers["content-type"] ?? "application/json" },
      ...(call.body === null ? {} : { body: call.body }),
    },
    { signingDate: new Date(now) },
  );
  const { host: _, ...signature } = request.headers;
  return { ...call.headers, ...signature };
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 and its HMAC in the form that the signer asks for. */
class Sha256 {
  readonly #secret: Bytes | undefined;
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];

  constructor(secret?: Bytes) {
    this.#secret = secret;
  }

  update(data: Bytes): void {
    this.#pieces.push(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    const data = new Uint8Array(await new Blob(this.#pieces).arrayBuffer());
    if (this.#secret === undefined) return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", bytesOf(this.#secret), algorithm, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
  }

  reset(): void {
    this.#pieces.length = 0;
  }
}

function bytesOf(data: Bytes): Uint8Array<ArrayBuffer> {
  if (typeof data === "string") return new TextEncoder().encode(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength).slice();
}
