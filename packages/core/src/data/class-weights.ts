import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireLabels } from "./require-labels.ts";
import { requireWeights } from "./require-weights.ts";

/**
 * Class weights under which every class weighs the same in sum: n / (classes · n_c) for a class of n_c of n rows, so
 * that all rows together weigh n. Equal to scikit-learn's `compute_class_weight("balanced")`.
 *
 * @param classes how many classes there are, at least 1.
 * @returns one weight a class, in f64.
 * @throws {InvalidOptionError} if a label is no class, or a class has no row: no finite weight would balance it.
 * @example
 * balancedClassWeights(Int32Array.of(0, 0, 0, 1), 2); // [0.6666666666666666, 2]
 */
export function balancedClassWeights(labels: Int32Array, classes: number): Float64Array {
  requireInteger("classes", classes, { min: 1, max: 2 ** 31 });
  requireLabels(labels, classes);
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]! += 1;
  const empty = counts.indexOf(0);
  if (empty >= 0) {
    throw new InvalidOptionError({
      subject: `class ${empty}`,
      rule: "must have at least one row to be balanced",
      received: 0,
      remedy: "Number the classes that do occur from 0, or give the class weights yourself.",
    });
  }
  return counts.map((count) => labels.length / (classes * count));
}

/**
 * The weight of each row: that of its class. Given to {@link arrayDataset} as `weights`, it makes every loss the mean
 * Σ w·loss / Σ w over the optimiser batch, as PyTorch's `CrossEntropyLoss(weight)` does; Keras and TensorFlow.js divide
 * by the number of rows instead.
 *
 * @param classWeights one a class: finite, not negative, not all 0.
 * @returns one weight a row, rounded to f32.
 * @throws {InvalidOptionError} if a weight is out of range, or a label has none: Keras would take 1 for it without a word.
 * @example
 * rowWeights(Int32Array.of(0, 1, 1), [0.5, 2]); // Float32Array [0.5, 2, 2]
 */
export function rowWeights(labels: Int32Array, classWeights: ArrayLike<number>): Float32Array {
  const table = requireWeights("class weights", classWeights);
  const large = table.findIndex((weight) => Math.fround(weight) === Infinity);
  if (large >= 0) {
    throw new InvalidOptionError({
      subject: `class weights: weight ${large}`,
      rule: "must be a number that f32 can hold",
      received: table[large],
      remedy: "Divide all class weights by one factor: no mean changes.",
    });
  }
  requireLabels(labels, table.length, "Give every class a weight, 1 to leave it as it is.");
  return Float32Array.from(labels, (label) => table[label]!);
}
