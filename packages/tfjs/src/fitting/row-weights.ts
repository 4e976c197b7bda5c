import { InvalidOptionError, rowWeights, ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import { isDeviceTensor, type Column, type ColumnData } from "./column.ts";
import type { ClassWeights, ForOutputs } from "./fit-model-options.ts";
import { isHostNumbers, isTypedNumbers, layOutNumbers } from "./host-numbers.ts";

/** The weights of all rows for each output; undefined where all are 1. */
export type OutputWeights = readonly (Float32Array | undefined)[];

/**
 * The product of class and sample weights for each row and output, read from the device once; undefined if there are none.
 *
 * @throws {InvalidOptionError} if a weight is negative or not finite, none is above 0, or a class has none.
 * @throws {ShapeMismatchError} if there is not one weight a row.
 * @throws {UnsupportedOptionError} if classes cannot be told from the targets.
 */
export async function readRowWeights(
  tf: LayersNamespace,
  model: LayersModel,
  targets: readonly Column[],
  options: {
    readonly classWeight?: ForOutputs<ClassWeights> | undefined;
    readonly sampleWeight?: ForOutputs<ColumnData> | undefined;
  },
): Promise<OutputWeights | undefined> {
  const names = model.outputNames;
  const samples = forOutputs("sampleWeight", options.sampleWeight, names, isColumnData);
  const classes = forOutputs("classWeight", options.classWeight, names, isClassWeights);
  const weights: (Float32Array | undefined)[] = [];
  for (const [output, target] of targets.entries()) {
    const sample = samples[output];
    const table = classes[output];
    const ofRows = sample === undefined ? undefined : await readSampleWeights(sample, target.rowCount);
    const ofClasses = table === undefined ? undefined : await readClassWeights(tf, table, target, names[output]!);
    weights.push(ofRows === undefined || ofClasses === undefined ? (ofRows ?? ofClasses) : product(ofRows, ofClasses));
  }
  return weights.some((each) => each !== undefined) ? weights : undefined;
}

function forOutputs<Value extends object>(
  subject: string,
  given: ForOutputs<Value> | undefined | null,
  names: readonly string[],
  isValue: (given: unknown) => boolean,
): readonly (Value | undefined)[] {
  if (given === undefined || given === null) return names.map(() => undefined);
  if (typeof given === "object" && names.some((name) => name in given)) {
    const byName = given as Readonly<Record<string, Value>>;
    const unknown = Object.keys(byName).find((name) => !names.includes(name));
    // One that is misspelt beside one that is not would be left out without a word.
    if (unknown !== undefined) {
      throw new InvalidOptionError({
        subject: `${subject}: ${unknown}`,
        rule: "must be an output of the model",
        received: byName[unknown],
        remedy: `The model's outputs are ${names.join(", ")}.`,
      });
    }
    return names.map((name) => byName[name]);
  }
  if (isValue(given)) return names.map(() => given as Value);
  if (Array.isArray(given) && given.length === names.length)
    return given.map((each: Value | null) => each ?? undefined);
  throw new InvalidOptionError({
    subject,
    rule: "must be one for all outputs, a list in their order, or an object by their names",
    received: given,
    remedy: `The model's outputs are ${names.join(", ")}.`,
  });
}

function isColumnData(given: unknown): boolean {
  if (isDeviceTensor(given) || isHostNumbers(given) || isTypedNumbers(given)) return true;
  return Array.isArray(given) && typeof given[0] === "number";
}

function isClassWeights(given: unknown): boolean {
  if (isTypedNumbers(given) || given instanceof Float64Array) return true;
  if (Array.isArray(given)) return typeof given[0] === "number";
  return typeof given === "object" && given !== null && Object.values(given).every((each) => typeof each === "number");
}

async function readSampleWeights(given: ColumnData, rowCount: number): Promise<Float32Array> {
  const subject = "sampleWeight";
  const { shape, data } = isDeviceTensor(given)
    ? { shape: given.shape, data: await given.data<"float32">() }
    : isHostNumbers(given)
      ? given
      : layOutNumbers(subject, given);
  if (shape[0] !== rowCount || data.length !== rowCount) {
    throw new ShapeMismatchError({
      subject,
      rule: `must have ${rowCount} numbers, one a row`,
      received: shape,
      remedy: "Weights of single steps in time are not supported.",
    });
  }
  const wrong = data.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0) {
    throw new InvalidOptionError({
      subject: `sampleWeight: the weight of row ${wrong}`,
      rule: "must be finite and not negative",
      received: data[wrong],
      remedy: "Give a row that is not to count the weight 0.",
    });
  }
  if (data.every((weight) => weight === 0)) {
    throw new InvalidOptionError({ subject, rule: "needs a row that weighs more than 0", received: 0 });
  }
  return Float32Array.from(data);
}

async function readClassWeights(
  tf: LayersNamespace,
  given: ClassWeights,
  target: Column,
  output: string,
): Promise<Float32Array> {
  const labels = await readClasses(tf, target, output);
  const table = new Float64Array(labels.reduce((most, label) => Math.max(most, label), 0) + 1);
  const known = new Set<number>();
  for (const [name, weight] of Object.entries(given)) {
    const label = Number(name);
    known.add(label);
    if (label < table.length) table[label] = weight;
  }
  const missing = labels.findIndex((label) => !known.has(label));
  if (missing >= 0) {
    throw new InvalidOptionError({
      subject: "classWeight",
      rule: `must have a weight for class ${labels[missing]}, the class of row ${missing}`,
      received: given,
      remedy: "Give every class that occurs a weight, 1 to leave it as it is.",
    });
  }
  return rowWeights(labels, table);
}

/** The class of each row: its number, or the place of the largest of its targets. */
async function readClasses(tf: LayersNamespace, target: Column, output: string): Promise<Int32Array> {
  if (target.rowShape.length !== 1) {
    throw new UnsupportedOptionError({
      subject: `classWeight for the output ${output}`,
      rule: "needs targets of shape [rows], [rows, 1] or [rows, classes]",
      received: [target.rowCount, ...target.rowShape],
      remedy: "Give the rows weights by sampleWeight.",
    });
  }
  const all = target.all();
  try {
    const numbers = await all.data<"float32">();
    if (target.rowShape[0] === 1) requireClasses(numbers, output);
    return largestOf(numbers, target.rowShape[0]!);
  } finally {
    tf.dispose(all);
  }
}

/** Targets of a regression would be cut to integers, and weighed by what is left. */
function requireClasses(targets: ArrayLike<number>, output: string): void {
  for (let row = 0; row < targets.length; row++) {
    const target = targets[row]!;
    if (Number.isInteger(target) && target >= 0) continue;
    throw new InvalidOptionError({
      subject: `classWeight for the output ${output}: the target of row ${row}`,
      rule: "must be the number of a class, an integer of at least 0",
      received: target,
      remedy: "Give rows whose targets are no classes weights by sampleWeight.",
    });
  }
}

function largestOf(targets: ArrayLike<number>, classes: number): Int32Array {
  const labels = new Int32Array(targets.length / classes);
  for (let row = 0; row < labels.length; row++) {
    const first = row * classes;
    if (classes === 1) {
      labels[row] = targets[first]!;
      continue;
    }
    let largest = 0;
    for (let label = 1; label < classes; label++) {
      if (targets[first + label]! > targets[first + largest]!) largest = label;
    }
    labels[row] = largest;
  }
  return labels;
}

function product(first: Float32Array, second: Float32Array): Float32Array {
  return first.map((weight, row) => weight * second[row]!);
}
