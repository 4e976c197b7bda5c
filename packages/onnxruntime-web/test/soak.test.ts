import { dense, dropout, relu, sequential, softmaxCrossEntropy, type MicroBatch } from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { expect, it } from "vitest";
import { openEngine } from "../src/open-engine.ts";
import type { OrtEngine } from "../src/index.ts";
import { specAsOrtModel } from "../src/spec-as-ort-model.ts";
import { bytesInUse } from "./bytes-in-use.ts";
import { MOMENTUM_STEP, PLAIN_STEP, smallBatch } from "./small-run.ts";
import { watchWasmMemory } from "./watch-wasm-memory.ts";

/** The full number takes minutes. */
const STEPS = process.env["LOCKSTEP_SOAK"] === "1" ? 10_000 : 300;
const WASM = { executionProvider: "wasm", cpuFallback: "forbid" } as const;

/** 70 kB of weights: one step's, kept, would be seen on either side. */
const MODEL = sequential({ inputShape: [4], layers: [dense(128), relu(), dropout(0.5), dense(128), relu(), dense(3)] });

const wasmBytes = watchWasmMemory();
ort.env.wasm.numThreads = 1;

it.each([
  ["single steps", 1],
  ["loops", 4],
])(
  `keeps both heaps flat over ${STEPS} steps: %s`,
  async (_, loopSize) => {
    const model = specAsOrtModel("soak", MODEL, { loss: softmaxCrossEntropy(), seed: 1 });
    using engine = await openEngine(ort, model, WASM, loopSize);
    const batches = [0, 1, 2, 3, 4, 5, 6].map((index) => smallBatch(engine, index));
    await train(engine, batches, 100);
    const [before, wasmBefore] = [await bytesInUse(), wasmBytes()];
    await train(engine, batches, STEPS);
    expect(wasmBytes()).toBe(wasmBefore);
    // The weights of five steps.
    expect((await bytesInUse()) - before).toBeLessThan(400_000);
  },
  900_000,
);

async function train(engine: OrtEngine, batches: readonly MicroBatch[], steps: number): Promise<void> {
  const pending = [];
  for (let step = 0; step < steps; step++) {
    const batch = batches[step % batches.length]!;
    const isInParts = step % 50 === 0;
    const update = step % 20 < 10 ? PLAIN_STEP : MOMENTUM_STEP;
    pending.push(engine.trainBatch(isInParts ? [batch, batch] : [batch], update));
    if (step % 100 === 0) await engine.predict(batch.inputs, batch.masks);
    if (pending.length >= 8) await pending.shift()!.read();
  }
  await Promise.all(pending.map((loss) => loss.read()));
}
