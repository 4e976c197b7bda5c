import { arrayDataset, noisyLabels, tensor, type ArrayDataset } from "@lockstep/core";
import type { DataPool, LabelledRows } from "./data-pool.ts";
import type { SplitSizes } from "./split-sizes.ts";
import { drawRows } from "./draw-rows.ts";
import { standardiser } from "./standardiser.ts";

/** The rows of one experiment. */
export interface Experiment {
  readonly training: ArrayDataset;
  readonly validation: ArrayDataset;
  readonly test: ArrayDataset;
}

/**
 * Draws disjoint training, validation and test rows, replaces labels of training rows by noise, and scales: everything
 * a function of the seed.
 *
 * @param options.labelNoise probability that a training row gets another class; validation and test keep their labels.
 * @throws {InvalidOptionError} if the sizes do not fit the data, or the noise is no probability.
 */
export function drawExperiment(
  pool: DataPool,
  options: { readonly sizes: SplitSizes; readonly labelNoise: number; readonly seed: number },
): Experiment {
  const { sizes, labelNoise, seed } = options;
  const rows = drawRows(pool, sizes, seed);
  const cleanLabels = labelsOf(pool.rows, rows.training);
  const labels = noisyLabels(cleanLabels, { rate: labelNoise, classes: pool.classes, seed });
  const values = pool.rows.gather(rows.training);
  const scale = pool.scaling === "standardised" ? standardiser(values, pool.features) : (same: Float32Array) => same;
  const dataset = (source: LabelledRows, part: readonly number[]): ArrayDataset =>
    labelled(scale(source.gather(part)), labelsOf(source, part), pool.features);
  return {
    training: labelled(scale(values), labels, pool.features),
    validation: dataset(pool.rows, rows.validation),
    test: dataset(pool.testRows ?? pool.rows, rows.test),
  };
}

function labelsOf(source: LabelledRows, rows: readonly number[]): Int32Array {
  return Int32Array.from(rows, (row) => source.labels[row]!);
}

function labelled(values: Float32Array, labels: Int32Array, features: number): ArrayDataset {
  return arrayDataset({
    inputs: tensor([labels.length, features], values),
    targets: tensor([labels.length], labels),
  });
}
