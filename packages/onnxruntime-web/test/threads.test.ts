import { dense, keyFromSeed, relu, sequential, softmaxCrossEntropy, uniform, type MicroBatch } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import * as ort from "onnxruntime-web";
import { expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { MOMENTUM_STEP } from "./small-run.ts";

// The caller's choice; the engine leaves it alone.
ort.env.wasm.numThreads = 2;

it("trains on two threads as the reference does", async () => {
  const model = sequential({ inputShape: [32], layers: [dense(64), relu(), dense(64), relu(), dense(4)] });
  const options = { loss: softmaxCrossEntropy(), seed: 1 };
  using engine = await createOrtEngine(ort, model, options);
  using reference = createReferenceEngine(model, options);
  const rows = 128;
  for (let step = 0; step < 3; step++) {
    const batch: MicroBatch = {
      inputs: { shape: [rows, 32], data: uniform(keyFromSeed(step), rows * 32) },
      targets: { shape: [rows], data: Int32Array.from({ length: rows }, (_, row) => (row + step) % 4) },
      masks: [],
    };
    const { lossSum } = await reference.trainBatch([batch], MOMENTUM_STEP).read();
    // Sums of 128 rows in another order: relative errors of some units of 2^-24.
    expect((await engine.trainBatch([batch], MOMENTUM_STEP).read()).lossSum / lossSum).toBeCloseTo(1, 5);
  }
  const [{ parameters }, expected] = [await engine.readState(), await reference.readState()];
  for (const [name, { data }] of Object.entries(expected.parameters)) {
    const worst = Math.max(...data.map((weight, index) => Math.abs(weight - parameters[name]!.data[index]!)));
    expect(worst).toBeLessThan(1e-6);
  }
  expect(ort.env.wasm.numThreads).toBe(2);
});
