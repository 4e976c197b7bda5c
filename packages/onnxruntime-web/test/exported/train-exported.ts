import {
  dropoutMask,
  meanSquaredError,
  sgd,
  sgdStep,
  shapeSize,
  softmaxCrossEntropy,
  tensor,
  type Batch,
  type DropoutMask,
  type NumberArray,
  type TrainingEngine,
} from "@lockstep/core";
import type { OrtOnnxOptions } from "../../src/index.ts";
import type { ExportedCase, ExportedRun } from "./exported-case.ts";

/** Tensors of a case by key. */
type Tensors = Readonly<Record<string, NumberArray>>;

/** A number that is not PyTorch's. */
export interface Deviation {
  readonly of: string;
  readonly largest: number;
  readonly allowed: number;
}

/** What is allowed between f32 and PyTorch's f64, of the largest element of a tensor. */
const TOLERANCE = 1e-4;

/** The options that a case is opened with. */
export function exportedOptions({ loss }: ExportedCase): Pick<OrtOnnxOptions, "loss"> {
  return { loss: loss === "mse" ? meanSquaredError() : softmaxCrossEntropy() };
}

/** Trains a case's model for its steps, and says what is not as in PyTorch. */
export async function trainExported(
  engine: TrainingEngine,
  example: ExportedCase,
  run: ExportedRun,
  tensors: Tensors,
): Promise<readonly Deviation[]> {
  const deviations: Deviation[] = [];
  const report = (of: string, received: ArrayLike<number>, expected: ArrayLike<number>): void => {
    const allowed = TOLERANCE * Math.max(...Array.from(expected, Math.abs));
    const largest = Math.max(...Array.from(expected, (value, index) => Math.abs(received[index]! - value)));
    if (!(largest <= allowed) || received.length !== expected.length) deviations.push({ of, largest, allowed });
  };
  const optimizer = sgd({ learningRate: example.learningRate, momentum: run.momentum });
  for (const [step, keys] of example.batches.entries()) {
    const batch = batchOf(example, tensors, keys);
    const masks = masksOf(engine, run, step, batch.inputs.shape[0]!);
    const { lossSum, weightSum } = await engine.trainBatch([{ ...batch, masks }], sgdStep(optimizer, step)).read();
    report(`loss of step ${step}`, [lossSum / weightSum], [run.losses[step]!]);
  }
  const { parameters, buffers = {} } = await engine.readState();
  const missing = Object.keys(run.tensors).filter((name) => !(name in parameters));
  const strange = Object.keys(parameters).filter((name) => !(name in run.tensors));
  for (const name of [...missing, ...strange]) deviations.push({ of: `${name} trained`, largest: 1, allowed: 0 });
  for (const [name, key] of Object.entries(run.tensors)) {
    if (name in parameters) report(name, parameters[name]!.data, numbers(tensors, key));
  }
  for (const [name, { population }] of Object.entries(run.statistics)) {
    report(name, buffers[name]?.data ?? [], numbers(tensors, population));
  }
  return deviations;
}

function masksOf(
  { randomSites }: TrainingEngine,
  { dropout }: ExportedRun,
  step: number,
  rows: number,
): readonly DropoutMask[] {
  return randomSites.map((site, index) => {
    const rate = dropout?.rates[dropout.sites.indexOf(index)] ?? 0;
    return dropoutMask({ seed: BigInt(dropout?.seed ?? 0), site: index, step, rate, shape: site.shape(rows) });
  });
}

function batchOf(
  { loss }: ExportedCase,
  tensors: Tensors,
  keys: { readonly inputs: string; readonly targets: string },
): Batch {
  const inputs = floats(tensors, keys.inputs);
  if (loss === "mse") return { inputs, targets: floats(tensors, keys.targets) };
  const labels = Int32Array.from(numbers(tensors, keys.targets));
  return { inputs, targets: tensor([labels.length], labels) };
}

function floats(tensors: Tensors, key: string): Batch["inputs"] {
  const data = Float32Array.from(numbers(tensors, key));
  const { shape } = tensors[key]!;
  if (shapeSize(shape) !== data.length) throw new Error(`tensor ${key} does not fill its shape`);
  return { shape, data };
}

function numbers(tensors: Tensors, key: string): readonly number[] {
  return Array.from(tensors[key]!.data as ArrayLike<number | bigint>, Number);
}
