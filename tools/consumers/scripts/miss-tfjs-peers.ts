import { batches, createTfjsEngine, dropout, installFastWasm } from "@lockstep/tfjs";
import * as tf from "@tensorflow/tfjs-core";
import { messageOf } from "./message-of.js";
import { model, settings } from "./small-run.js";

/** What is said where only required peers are installed: no backend, and no namespace that has all. */
export async function missTfjsPeers(): Promise<Readonly<Record<string, string | null>>> {
  return {
    "no backend": await messageOf(() => createTfjsEngine(tf, model, settings)),
    "no namespace": await messageOf(() => createTfjsEngine(undefined as never, model, settings)),
    "fast wasm": await messageOf(() => installFastWasm(tf)),
    "fast wasm, imported": await messageOf(() => import("@lockstep/tfjs/fast-wasm")),
    "no layers": await messageOf(() => dropout(tf as never, { rate: 0.2, seed: 42, site: 0 })),
    data: await messageOf(() => batches(tf, { xs: [[1]], ys: [[1]], batchSize: 1, seed: 42 })),
  };
}
