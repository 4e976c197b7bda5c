// What examples in core's docstrings take for granted.
import { writeFileSync } from "node:fs";
import {
  arrayDataset,
  dense,
  dropout,
  encodeCheckpoint,
  encodeWeights,
  fit,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  tensor,
  type ArrayDataset,
  type Checkpoint,
  type FitOptions,
  type ModelSpec,
  type TrainingEngine,
} from "@lockstep/core";
import type { HeapMemory } from "@lockstep/core/masks";
import { createReferenceEngine } from "@lockstep/core/reference";

export { readFile, writeFile } from "node:fs/promises";

/** Points of two classes: whether both numbers have the same sign. */
function points(rows: number, phase: number): ArrayDataset {
  const inputs = Float32Array.from({ length: 2 * rows }, (_, index) => Math.sin((index + phase) * 12.9898));
  const targets = Int32Array.from({ length: rows }, (_, row) => (inputs[2 * row]! * inputs[2 * row + 1]! > 0 ? 1 : 0));
  return arrayDataset({ inputs: tensor([rows, 2], inputs), targets: tensor([rows], targets) });
}

export const model: ModelSpec = sequential({
  inputShape: [2],
  layers: [dense(8), relu(), dropout(0.1), dense(2)],
});
export const engine: TrainingEngine = createReferenceEngine(model, { loss: softmaxCrossEntropy(), seed: 42 });
export const training: ArrayDataset = points(300, 0);
export const validation: ArrayDataset = points(100, 1000);
export const testData: ArrayDataset = points(100, 2000);

/** A run that was saved, in `run.safetensors` too. */
export const data: ArrayDataset = points(200, 3000);
export const options: FitOptions = { epochs: 3, batchSize: 32, seed: 42, optimizer: sgd({ learningRate: 0.1 }) };
export const checkpoint: Checkpoint = await savedRun();

/** The weights of `model`, as a file. */
writeFileSync("weights.safetensors", encodeWeights(await engine.readState()));

export const pixels: Float32Array = Float32Array.of(0, 0.5, 1, 1, 0.5, 0);
export const labels: Int32Array = Int32Array.of(3, 1, 4, 1, 5, 9, 2, 6);
/** Two images of 3 by 2 unsigned bytes, as IDX. */
export const file: Blob = new Blob([Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2), new Uint8Array(12)]);

/** The memory of some module, whose global no library for both browsers and Node declares. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { readonly Memory: new (limits: { readonly initial: number }) => HeapMemory };
};
export const memory: HeapMemory = new WebAssembly.Memory({ initial: 1 });

async function savedRun(): Promise<Checkpoint> {
  const saved: Checkpoint[] = [];
  const save = (made: Checkpoint): void => void saved.push(made);
  await fit(engine, data, { ...options, checkpoint: { everySteps: 4, save } });
  writeFileSync("run.safetensors", encodeCheckpoint(saved[0]!));
  return saved[0]!;
}
