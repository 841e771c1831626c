import { joinBytes } from "./bytes";
import { pngSignature } from "./png";

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
    new Uint8Array(pngSignature),
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
