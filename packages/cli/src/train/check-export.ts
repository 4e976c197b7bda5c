import { gatherRows, type ArrayDataset, type TrainingEngine } from "@lockstep/core";
import { worstDifference } from "../compare/worst-difference.ts";
import { formatDifference } from "../render/number-format.ts";
import { applyActivation } from "./apply-activation.ts";
import type { OpenedFile } from "./opened-file.ts";
import type { OrtRuntime } from "./ort-runtime.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import { TrainingFailure } from "./training-failure.ts";

/** How a trained file's predictions compare with the engine's. */
export interface ExportCheck {
  readonly rows: number;
  /** Largest absolute difference of any output. */
  readonly difference: number;
  /** The largest that roundings may make of it. */
  readonly tolerance: number;
}

const MOST_ROWS = 64;
/** As a share of the largest output: kernels that are fused differently round differently, some 1e-6 of it. */
const TOLERANCE = 1e-4;

/**
 * Opens a trained file as anyone would, before it is written, and compares its predictions with the engine's.
 *
 * @throws {TrainingFailure} if they differ by more than roundings.
 */
export async function checkExport(
  exported: Uint8Array,
  options: {
    readonly file: OpenedFile;
    readonly training: PreparedTraining;
    readonly runtime: OrtRuntime;
    readonly engine: TrainingEngine;
    readonly rows: ArrayDataset;
  },
): Promise<ExportCheck> {
  const { training, engine } = options;
  const { rowCount } = options.rows;
  // A file may state a number of rows that its nodes do not need: the engine frees it, the runtime insists.
  const stated = options.file.content.inputs[0]!.dims?.[0];
  const count = typeof stated === "number" ? stated : Math.min(MOST_ROWS, rowCount);
  const inputs = gatherRows(
    options.rows.inputs,
    Array.from({ length: count }, (_, row) => row % rowCount),
  );
  const { data } = await engine.predict(inputs);
  const own =
    training.skipped === null ? data : applyActivation(training.skipped.activation, data, data.length / count);
  const given = await predictions(exported, inputs, options);
  // Not by arguments: images and sequences have more outputs than a call may have.
  let largest = 1;
  for (const value of own) largest = Math.max(largest, Math.abs(value));
  const tolerance = TOLERANCE * largest;
  const difference = given.length === own.length ? worstDifference([...given], [...own]) : Infinity;
  if (difference <= tolerance) return { rows: count, difference, tolerance };
  throw new TrainingFailure(
    `The trained model's predictions differ from the engine's by ${formatDifference(difference)}, more than roundings; it was not written.`,
    "This is a fault of Lockstep: please report it with the model.",
  );
}

/** Of the value that the loss is taken of: an output of the file, or one inside, which only an engine can read. */
async function predictions(
  exported: Uint8Array,
  inputs: ReturnType<typeof gatherRows<Float32Array>>,
  {
    file,
    training,
    runtime,
  }: { readonly file: OpenedFile; readonly training: PreparedTraining; readonly runtime: OrtRuntime },
): Promise<Float32Array> {
  const { name, elementType } = file.content.inputs[0]!;
  const outputs = file.content.outputs.map((value) => value.name);
  const output = training.skipped === null ? training.facts.output : outputs[0]!;
  const feed = { input: name, elementType, inputs, output: outputs.includes(output) ? output : outputs[0]! };
  const given = await runtime.run(exported, feed);
  if (outputs.includes(output)) return given;
  using reopened = await runtime.createEngine(exported, training.modelOptions);
  return (await reopened.predict(inputs)).data;
}
