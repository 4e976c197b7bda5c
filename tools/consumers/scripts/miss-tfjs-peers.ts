import { batches, createTfjsEngine, dropout, installFastWasm } from "@lockstep/tfjs";
import * as tf from "@tensorflow/tfjs-core";
import { messageOf } from "./message-of.js";
import { model, settings } from "./small-run.js";

/** What is said where nothing is installed but the core of TensorFlow.js: no backend, no layers. */
export async function missTfjsPeers(): Promise<Readonly<Record<string, string | undefined>>> {
  return {
    engine: await messageOf(() => createTfjsEngine(tf, model, settings)),
    "no namespace": await messageOf(() => createTfjsEngine(undefined as never, model, settings)),
    "fast wasm": await messageOf(() => installFastWasm(tf)),
    "fast wasm, imported": await messageOf(() => import("@lockstep/tfjs/fast-wasm")),
    layers: await messageOf(() => dropout(tf as never, { rate: 0.2, seed: 42, site: 0 })),
    data: await messageOf(() => batches(tf, { xs: [[1]], ys: [[1]], batchSize: 1, seed: 42 })),
  };
}
