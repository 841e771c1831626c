import { joinBytes } from "./bytes";

// As much of PNG as a mask needs: which pixels are transparent. https://www.w3.org/TR/png-3/
// Read row by row as the pixels are unpacked, with as many as the head promises: libraries hold the whole picture several
// times (fast-png: 212 MB for 4096 x 4096, more than a Worker has; 3 GB for a file of 1 MB that unpacks to a thousand).

export const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Samples of a pixel by colour type, and the depths that it may have. */
const colourTypes: Record<number, { samples: number; depths: number[] }> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

export interface PngHeader {
  width: number;
  height: number;
  /** Bits of a sample. */
  depth: number;
  /** 0: grey, 2: RGB, 3: a palette, 4: grey with alpha, 6: RGB with alpha. */
  colour: number;
  samples: number;
  interlaced: boolean;
  /** `tRNS`: alpha by index of the palette, where those past its end are opaque; of grey and RGB the colour that is transparent. */
  transparency: Uint8Array;
  /** What holds the pixels, still packed. */
  packed: Uint8Array<ArrayBuffer>;
}

/** Null for bytes that are no PNG, or a broken one. */
export function readPng(bytes: Uint8Array): PngHeader | null {
  if (!pngSignature.every((value, place) => bytes[place] === value) || bytes.length < 33) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let transparency: Uint8Array = new Uint8Array(0);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (name === "IDAT") pieces.push(data);
    if (name === "tRNS") transparency = data;
    at += 12 + length;
  }
  const [width, height, depth, colour] = [view.getUint32(16), view.getUint32(20), view.getUint8(24), view.getUint8(25)];
  const type = colourTypes[colour];
  if (width === 0 || height === 0 || pieces.length === 0 || !type?.depths.includes(depth)) return null;
  const interlaced = view.getUint8(28) !== 0;
  return { width, height, depth, colour, samples: type.samples, interlaced, transparency, packed: joinBytes(pieces) };
}

/** Where the pixels of a part of the picture lie. */
interface Pass {
  left: number;
  top: number;
  across: number;
  down: number;
}

const whole: Pass[] = [{ left: 0, top: 0, across: 1, down: 1 }];
/** https://www.w3.org/TR/png-3/#8InterlaceMethods */
const adam7: Pass[] = [
  { left: 0, top: 0, across: 8, down: 8 },
  { left: 4, top: 0, across: 8, down: 8 },
  { left: 0, top: 4, across: 4, down: 8 },
  { left: 2, top: 0, across: 4, down: 4 },
  { left: 0, top: 2, across: 2, down: 4 },
  { left: 1, top: 0, across: 2, down: 2 },
  { left: 0, top: 1, across: 1, down: 2 },
];

/**
 * One byte for each pixel, row by row: 1 where it is fully transparent. Null where none can be. Throws where the pixels
 * cannot be read.
 */
export async function transparentPixels(png: PngHeader): Promise<Uint8Array | null> {
  const { width, height, samples, depth } = png;
  const isTransparent = transparencyOf(png);
  if (isTransparent === null) return null;
  const result = new Uint8Array(width * height);
  const rows = new RowReader(png.packed);
  for (const { left, top, across, down } of png.interlaced ? adam7 : whole) {
    const pixels = Math.ceil((width - left) / across);
    if (pixels <= 0) continue;
    const rowBytes = Math.ceil((pixels * samples * depth) / 8);
    let above = new Uint8Array(rowBytes);
    let row = new Uint8Array(rowBytes);
    for (let line = top; line < height; line += down) {
      const filter = await rows.read(row);
      unfilter(row, above, filter, Math.max(1, (samples * depth) / 8));
      for (let pixel = 0; pixel < pixels; pixel++)
        if (isTransparent(row, pixel)) result[line * width + left + pixel * across] = 1;
      [above, row] = [row, above];
    }
  }
  rows.end();
  return result;
}

/** Unpacks no more than is asked for. */
class RowReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);

  constructor(packed: Uint8Array<ArrayBuffer>) {
    this.#reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  }

  /** Fills the row, and gives the filter that stands before it. */
  async read(row: Uint8Array): Promise<number> {
    while (this.#piece.length === 0) await this.#more();
    const filter = this.#piece[0]!;
    this.#piece = this.#piece.subarray(1);
    for (let filled = 0; filled < row.length; ) {
      if (this.#piece.length === 0) await this.#more();
      const taken = this.#piece.subarray(0, row.length - filled);
      row.set(taken, filled);
      filled += taken.length;
      this.#piece = this.#piece.subarray(taken.length);
    }
    return filter;
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) throw new Error("the pixels end too soon");
    this.#piece = value;
  }

  end(): void {
    this.#reader.cancel().catch(() => {});
  }
}

/** https://www.w3.org/TR/png-3/#9Filters; `step`: bytes between a sample and that of the pixel before it. */
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

/** Tells of a pixel of an unfiltered row whether it is transparent; null where no pixel can be. */
function transparencyOf({ colour, depth, samples, transparency }: PngHeader) {
  const step = (samples * depth) / 8;
  if (colour === 4 || colour === 6) {
    const alpha = step - depth / 8;
    return (row: Uint8Array, pixel: number) => row[pixel * step + alpha] === 0 && row[(pixel + 1) * step - 1] === 0;
  }
  if (colour === 3)
    return transparency.length === 0
      ? null
      : (row: Uint8Array, pixel: number) => transparency[sampleOf(row, pixel, depth)] === 0;
  // Two bytes for each sample, whatever the depth.
  if (transparency.length < 2 * samples) return null;
  if (depth < 8) return (row: Uint8Array, pixel: number) => sampleOf(row, pixel, depth) === transparency[1];
  const key = depth === 16 ? transparency : transparency.filter((_, place) => place % 2 === 1);
  return (row: Uint8Array, pixel: number) => {
    for (let place = 0; place < step; place++) if (row[pixel * step + place] !== key[place]) return false;
    return true;
  };
}

/** A pixel of one sample of eight bits or fewer. */
function sampleOf(row: Uint8Array, pixel: number, depth: number): number {
  const bit = pixel * depth;
  return (row[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
