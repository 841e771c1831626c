import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect } from "vitest";

const chunk = (name: string, data: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

export interface Drawn {
  size: [width: number, height: number];
  depth?: number;
  colour?: number;
  interlaced?: number;
  /** With the filter's number before each. */
  rows: number[][];
  alpha?: number[];
}

/** A PNG, of eight bits with transparency unless it says otherwise. */
export function drawPng({ size, depth = 8, colour = 6, interlaced = 0, rows, alpha }: Drawn): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size[0]);
  header.writeUInt32BE(size[1], 4);
  header.set([depth, colour, 0, 0, interlaced], 8);
  const packed = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    ...(alpha === undefined ? [] : [chunk("PLTE", Buffer.alloc(12)), chunk("tRNS", Buffer.from(alpha))]),
    chunk("IDAT", packed.subarray(0, 5)),
    chunk("IDAT", packed.subarray(5)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Of a PNG as the gateway writes masks, one letter for each pixel: W, B, or ? for anything else. */
export function coloursOf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes);
  const width = file.readUInt32BE(16);
  expect([...file.subarray(24, 29)]).toEqual([8, 2, 0, 0, 0]);
  const pixels = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
  expect(file.readUInt32BE(29)).toBe(crc32(file.subarray(12, 29)));
  const letter = (at: number) => ({ "0,0,0": "B", "255,255,255": "W" })[pixels.subarray(at, at + 3).join()] ?? "?";
  return Array.from({ length: file.readUInt32BE(20) }, (_, line) =>
    Array.from({ length: width }, (_, column) => letter(line * (1 + 3 * width) + 1 + 3 * column)).join(""),
  );
}
