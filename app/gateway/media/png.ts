import { joinBytes } from "./bytes";

// As much of PNG as a mask needs: which pixels are transparent, and a picture in two colours. https://www.w3.org/TR/png-3/

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export interface PngHeader {
  width: number;
  height: number;
  /** Bits of a sample. */
  depth: number;
  /** 3: a palette, 4: grey with alpha, 6: RGB with alpha; others have no alpha. */
  colour: number;
  interlaced: boolean;
  /** Alpha by index of the palette; those past its end are opaque. */
  paletteAlpha: Uint8Array;
  /** What holds the pixels, still packed. */
  packed: Uint8Array<ArrayBuffer>;
}

/** Null for bytes that are no PNG, or a broken one. */
export function readPng(bytes: Uint8Array): PngHeader | null {
  if (!signature.every((value, place) => bytes[place] === value) || bytes.length < 33) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let paletteAlpha: Uint8Array = new Uint8Array(0);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (name === "IDAT") pieces.push(data);
    if (name === "tRNS") paletteAlpha = data;
    at += 12 + length;
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width === 0 || height === 0 || pieces.length === 0) return null;
  return {
    width,
    height,
    depth: view.getUint8(24),
    colour: view.getUint8(25),
    interlaced: view.getUint8(28) !== 0,
    paletteAlpha,
    packed: joinBytes(pieces),
  };
}

/** Bytes between a sample and that of the pixel before it, where the picture may be transparent; null where it cannot. */
const pixelBytes = ({ colour, depth, paletteAlpha }: PngHeader): number | null => {
  if (colour === 6) return depth / 2;
  if (colour === 4) return depth / 4;
  return colour === 3 && paletteAlpha.length > 0 ? 1 : null;
};

/**
 * One byte for each pixel, row by row: 1 where it is fully transparent. Null where none can be. Throws where the pixels
 * cannot be read.
 */
export async function transparentPixels(png: PngHeader): Promise<Uint8Array | null> {
  const { width, height, colour, depth } = png;
  const step = pixelBytes(png);
  if (step === null) return null;
  const rowBytes = colour === 3 ? Math.ceil((width * depth) / 8) : width * step;
  const result = new Uint8Array(width * height);
  let before = new Uint8Array(rowBytes);
  let row = new Uint8Array(rowBytes);
  let filled = -1;
  let filter = 0;
  let line = 0;
  const reader = new Blob([png.packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  while (line < height) {
    const { done, value } = await reader.read();
    if (done) throw new Error("the pixels end too soon");
    for (let at = 0; at < value.length && line < height; ) {
      if (filled < 0) {
        filter = value[at++]!;
        filled = 0;
        continue;
      }
      const taken = value.subarray(at, at + rowBytes - filled);
      row.set(taken, filled);
      at += taken.length;
      filled += taken.length;
      if (filled < rowBytes) continue;
      unfilter(row, before, filter, step);
      markTransparent(row, png, step, result.subarray(line * width, ++line * width));
      [before, row] = [row, before];
      filled = -1;
    }
  }
  reader.cancel().catch(() => {});
  return result;
}

/** https://www.w3.org/TR/png-3/#9Filters */
function unfilter(row: Uint8Array, above: Uint8Array, filter: number, step: number): void {
  for (let at = 0; at < row.length; at++) {
    const left = at < step ? 0 : row[at - step]!;
    const up = above[at]!;
    if (filter === 1) row[at]! += left;
    else if (filter === 2) row[at]! += up;
    else if (filter === 3) row[at]! += (left + up) >> 1;
    else if (filter === 4) row[at]! += nearest(left, up, at < step ? 0 : above[at - step]!);
  }
}

function nearest(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

function markTransparent(row: Uint8Array, { colour, depth, paletteAlpha }: PngHeader, step: number, into: Uint8Array) {
  const alphaBytes = depth / 8;
  for (let pixel = 0; pixel < into.length; pixel++) {
    if (colour === 3) {
      const bit = pixel * depth;
      const index = (row[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
      if (paletteAlpha[index] === 0) into[pixel] = 1;
    } else {
      const alpha = (pixel + 1) * step - alphaBytes;
      if (row[alpha] === 0 && row[alpha + alphaBytes - 1] === 0) into[pixel] = 1;
    }
  }
}

/** A picture of RGB pixels, white where `marks` says so and black elsewhere, or the other way round. */
export async function twoColourPng(
  marks: Uint8Array,
  { width, height }: { width: number; height: number },
  marked: "white" | "black",
): Promise<Uint8Array<ArrayBuffer>> {
  const [on, off] = marked === "white" ? [255, 0] : [0, 255];
  const row = new Uint8Array(1 + 3 * width);
  const { readable, writable } = new CompressionStream("deflate");
  const packed = new Response(readable).arrayBuffer();
  const writer = writable.getWriter();
  for (let line = 0; line < height; line++) {
    for (let pixel = 0; pixel < width; pixel++)
      row.fill(marks[line * width + pixel] === 1 ? on : off, 1 + 3 * pixel, 4 + 3 * pixel);
    await writer.write(row.slice());
  }
  await writer.close();
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 2);
  return joinBytes([
    new Uint8Array(signature),
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", new Uint8Array(await packed)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let place = 0; place < 4; place++) bytes[4 + place] = name.charCodeAt(place);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, checksum(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** CRC-32, bit by bit: what is written here is small. */
function checksum(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
