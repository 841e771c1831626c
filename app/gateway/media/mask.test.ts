import { expect, test } from "vitest";
import { pixel, runMedia } from "~/tests/media-run";
import { coloursOf, type Drawn, drawPng } from "~/tests/png-file";
import { blackAndWhite } from "./mask";

// OpenAI's masks, transparent where the picture is to be changed, as the vendors that take black and white hear of them.

const input = (bytes: Uint8Array<ArrayBuffer>) => ({ bytes, mediaType: "image/png", name: "m.png" });

const shown = async (drawn: Drawn, changed: "white" | "black" = "white") =>
  coloursOf((await blackAndWhite(input(drawPng(drawn)), changed)).bytes);

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

test("one colour of grey or RGB may be the transparent one, as shrinking programs write it", async () => {
  expect(
    await shown({ size: [3, 1], colour: 2, alpha: [0, 5, 0, 6, 0, 7], rows: [[0, 5, 6, 7, 5, 6, 8, 5, 6, 7]] }),
  ).toEqual(["WBW"]);
  expect(await shown({ size: [2, 1], colour: 0, alpha: [0, 5], rows: [[0, 5, 6]] })).toEqual(["WB"]);
  expect(await shown({ size: [4, 1], colour: 0, depth: 1, alpha: [0, 1], rows: [[0, 0b1010_0000]] })).toEqual(["WBWB"]);
  const deep = [1, 2, 1, 3];
  expect(await shown({ size: [2, 1], colour: 0, depth: 16, alpha: [1, 3], rows: [[0, ...deep]] })).toEqual(["BW"]);
});

test("interlaced files are read, of full and of few bits", async () => {
  // The seven passes of a picture of 3 x 3; the second and the third have no pixel of it.
  const passes = (clear: boolean[][], row: (pixels: boolean[]) => number[]) =>
    [
      [[0, 0]],
      [[2, 0]],
      [
        [0, 2],
        [2, 2],
      ],
      [[1, 0]],
      [[1, 2]],
      [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
    ].map((places) => [0, ...row(places.map(([x, y]) => clear[y!]![x!]!))]);
  const clear = [
    [true, false, false],
    [false, false, true],
    [true, true, false],
  ];
  const drawn = { size: [3, 3] as [number, number], interlaced: 1 };
  const rgba = passes(clear, (pixels) => pixels.flatMap((each) => [9, 9, 9, each ? 0 : 255]));
  expect(await shown({ ...drawn, rows: rgba })).toEqual(["WBB", "BBW", "WWB"]);
  const bits = (pixels: boolean[]) => [pixels.reduce((byte, each, place) => byte | (each ? 0 : 0x80 >> place), 0)];
  expect(await shown({ ...drawn, colour: 3, depth: 1, alpha: [0], rows: passes(clear, bits) })).toEqual([
    "WBB",
    "BBW",
    "WWB",
  ]);
});

test("a mask without transparent pixels is left as it is: it is the vendor's own", async () => {
  for (const bytes of [
    drawPng({ size: [1, 1], rows: [[0, 255, 255, 255, 255]] }),
    drawPng({ size: [1, 1], colour: 2, rows: [[0, 0, 0, 0]] }),
    drawPng({ size: [1, 1], colour: 0, rows: [[0, 0]] }),
  ])
    expect((await blackAndWhite(input(bytes), "black")).bytes).toBe(bytes);
  const jpeg = { ...input(Buffer.from([255, 216, 255])), mediaType: "image/jpeg" };
  expect(await blackAndWhite(jpeg, "black")).toBe(jpeg);
});

test("what cannot be read is a 400 that names the mask", async () => {
  const rows = [[0, 0, 0, 0, 0]];
  const whole = drawPng({ size: [1, 1], rows });
  for (const bytes of [
    drawPng({ size: [1, 1], rows, colour: 5 }),
    drawPng({ size: [1, 1], rows, depth: 4 }),
    drawPng({ size: [2, 2], rows: [...rows, ...rows, ...rows], interlaced: 1 }),
    drawPng({ size: [1, 2], rows }),
    drawPng({ size: [5_000, 5_000], rows }),
    whole.subarray(0, 30),
    Buffer.concat([whole.subarray(0, 41), Buffer.from("not deflated"), whole.subarray(53)]),
  ])
    await expect(blackAndWhite(input(bytes), "white")).rejects.toMatchObject({ status: 400, param: "mask" });
});

const mask = drawPng({ size: [2, 1], rows: [[0, 1, 1, 1, 0, 1, 1, 1, 255]] });
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
  coloursOf(Buffer.from(base64?.replace(/^data:[^,]*,/, "") ?? "", "base64"));

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
