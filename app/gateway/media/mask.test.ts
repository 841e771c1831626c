import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { pixel, runMedia } from "~/tests/media-run";
import { blackAndWhite } from "./mask";

// OpenAI's masks, transparent where the picture is to be changed, as the vendors that take black and white hear of them.

const chunk = (name: string, data: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

interface Drawn {
  size: [width: number, height: number];
  depth?: number;
  colour?: number;
  interlaced?: number;
  /** With the filter's number before each. */
  rows: number[][];
  alpha?: number[];
}

function png({ size, depth = 8, colour = 6, interlaced = 0, rows, alpha }: Drawn): Buffer<ArrayBuffer> {
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

const input = (bytes: Uint8Array<ArrayBuffer>) => ({ bytes, mediaType: "image/png", name: "m.png" });

/** One letter for each pixel: W, B, or ? for anything else. */
function colours(bytes: Uint8Array): string[] {
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

const shown = async (drawn: Drawn, changed: "white" | "black" = "white") =>
  colours((await blackAndWhite(input(png(drawn)), changed)).bytes);

test("transparent pixels are what is changed, whatever the rows' filters", async () => {
  const rows = [
    [0, 9, 9, 9, 255, 9, 9, 9, 0],
    [1, 9, 9, 9, 0, 0, 0, 0, 7],
    [2, 0, 0, 0, 0, 0, 0, 0, 249],
    [3, 0, 0, 0, 255, 0, 0, 0, 128],
    [4, 0, 0, 0, 1, 0, 0, 0, 255],
  ];
  // Alpha: 255 0, 0 7, 0 0, 255 255 (averaged), 0 255 (by Paeth).
  expect(await shown({ size: [2, 5], rows })).toEqual(["BW", "WB", "WW", "BB", "WB"]);
  expect(await shown({ size: [2, 1], rows: rows.slice(0, 1) }, "black")).toEqual(["WB"]);
});

test("16 bits, grey and palettes of few bits are read", async () => {
  const deep = { size: [2, 1], depth: 16, rows: [[0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3, 0, 1]] } as const;
  expect(await shown({ ...deep, size: [2, 1], rows: [[...deep.rows[0]]] })).toEqual(["WB"]);
  expect(await shown({ size: [3, 1], colour: 4, rows: [[0, 5, 0, 5, 9, 5, 0]] })).toEqual(["WBW"]);
  // Two bits each: colours 1, 0, 3, 2, 0.
  const palette = { size: [5, 1], colour: 3, depth: 2, alpha: [0, 255, 0] } as const;
  expect(await shown({ ...palette, size: [5, 1], alpha: [0, 255, 0], rows: [[0, 0b01001110, 0]] })).toEqual(["BWBWW"]);
});

test("a mask without transparent pixels is left as it is: it is the vendor's own", async () => {
  for (const bytes of [
    png({ size: [1, 1], rows: [[0, 255, 255, 255, 255]] }),
    png({ size: [1, 1], colour: 2, rows: [[0, 0, 0, 0]] }),
    png({ size: [1, 1], colour: 0, rows: [[0, 0]] }),
  ])
    expect((await blackAndWhite(input(bytes), "black")).bytes).toBe(bytes);
  const jpeg = { ...input(Buffer.from([255, 216, 255])), mediaType: "image/jpeg" };
  expect(await blackAndWhite(jpeg, "black")).toBe(jpeg);
});

test("what cannot be read is a 400 that names the mask", async () => {
  const rows = [[0, 0, 0, 0, 0]];
  const whole = png({ size: [1, 1], rows });
  for (const bytes of [
    png({ size: [1, 1], rows, interlaced: 1 }),
    png({ size: [1, 2], rows }),
    png({ size: [5_000, 5_000], rows }),
    whole.subarray(0, 30),
    Buffer.concat([whole.subarray(0, 41), Buffer.from("not deflated"), whole.subarray(53)]),
  ])
    await expect(blackAndWhite(input(bytes), "white")).rejects.toMatchObject({ status: 400, param: "mask" });
});

const mask = png({ size: [2, 1], rows: [[0, 1, 1, 1, 0, 1, 1, 1, 255]] });
const files = (): [string, File][] => [
  ["image", new File([Buffer.from(pixel, "base64")], "a.png", { type: "image/png" })],
  ["mask", new File([mask], "m.png", { type: "image/png" })],
];
const edit = async (adapter: string, model: string, answers: object[], preset: string | null = null) => {
  const body = { prompt: "hat" };
  const done = await runMedia(adapter, "image_edits", { model, preset, body, files: files() }, answers as never[]);
  return done.sent[0]!.body as Record<string, Record<string, string>>;
};
const sentColours = (base64: string | undefined) =>
  colours(Buffer.from(base64?.replace(/^data:[^,]*,/, "") ?? "", "base64"));

test("every vendor's mask is of its own colours", async () => {
  const made = [{ images: [pixel] }];
  const canvas = await edit("bedrock", "amazon.nova-canvas-v1:0", made);
  expect(canvas).toMatchObject({ taskType: "INPAINTING", inPaintingParams: { text: "hat", image: pixel } });
  expect(sentColours(canvas.inPaintingParams?.maskImage)).toEqual(["BW"]);
  const service = await edit("bedrock", "stability.stable-image-inpaint-v1:0", made);
  expect(sentColours(String(service.mask))).toEqual(["WB"]);
  const task = (output: object) => ({ output: { task_id: "t", task_status: "PENDING", ...output } });
  const done = task({ task_status: "SUCCEEDED", results: [{ url: "https://files.example/a.png" }] });
  const wanx = await edit("openai", "wanx2.1-imageedit", [task({}), done], "qwen");
  expect(wanx.input).toMatchObject({ function: "description_edit_with_mask", prompt: "hat" });
  expect(sentColours(wanx.input?.mask_image_url)).toEqual(["WB"]);
  for (const [model, expected] of [
    ["black-forest-labs/flux-fill-pro", "WB"],
    ["ideogram-ai/ideogram-v3-turbo", "BW"],
  ] as const) {
    const prediction = { id: "p", status: "succeeded", output: "https://files.example/a.png" };
    const sent = await edit("replicate", model, [prediction]);
    expect(sentColours(sent.input?.mask)).toEqual([expected]);
  }
});

test("a model that takes none says so", async () => {
  for (const [model, preset] of [
    ["qwen-image-2.0-pro", "qwen"],
    ["doubao-seedream-5-0", "doubao"],
  ] as const)
    await expect(edit("openai", model, [], preset)).rejects.toMatchObject({ status: 400, param: "mask" });
});
