import { mkdirSync } from "node:fs";
import { makeDatabase } from "./dashboard/database.ts";
const d = "/tmp/speed-data"; mkdirSync(d, {recursive:true});
await makeDatabase(d, Number(process.env.ROWS ?? 1_000_000));
