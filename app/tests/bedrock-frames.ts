import { crc32 } from "node:zlib";

// AWS's binary event stream, written by hand from its description so that it checks the gateway's reader:
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html

/** One frame: an event, or an exception where the name ends so. */
export function bedrockFrame(name: string, payload: object): Buffer {
  const exception = name.endsWith("Exception");
  const headers = Buffer.concat([
    header(":message-type", exception ? "exception" : "event"),
    header(exception ? ":exception-type" : ":event-type", name),
    header(":content-type", "application/json"),
  ]);
  const body = Buffer.from(JSON.stringify(payload));
  const frame = Buffer.alloc(12 + headers.length + body.length + 4);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  headers.copy(frame, 12);
  body.copy(frame, 12 + headers.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

function header(name: string, value: string): Buffer {
  const bytes = Buffer.alloc(1 + name.length + 3 + value.length);
  bytes.writeUInt8(name.length, 0);
  bytes.write(name, 1);
  bytes.writeUInt8(7, 1 + name.length);
  bytes.writeUInt16BE(value.length, 2 + name.length);
  bytes.write(value, 4 + name.length);
  return bytes;
}

/** Lines of `{"contentBlockDelta": {...}}` as frames. */
export const bedrockStream = (lines: string): Buffer =>
  Buffer.concat(
    lines
      .split("\n")
      .filter((line) => line.trim() !== "")
      .flatMap((line) => Object.entries(JSON.parse(line) as Record<string, object>))
      .map(([name, payload]) => bedrockFrame(name, payload)),
  );
