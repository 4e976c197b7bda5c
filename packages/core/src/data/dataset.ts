import { rejectUnknownOptions } from "../errors/check-option.ts";
import { DataError, InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { formatShape, shapeSize, type Shape } from "../tensor/shape.ts";
import { tensor, type Tensor } from "../tensor/tensor.ts";
import { requireTensor } from "./require-tensor.ts";
import { requireWeights } from "./require-weights.ts";
import { tensorFingerprint } from "./tensor-fingerprint.ts";

/** Rows that can be had by their indices. Anything that can answer these questions can be trained on. */
export interface Dataset {
  readonly rowCount: number;
  /** Shape of one row of input. */
  readonly inputShape: Shape;
  /** The rows of these indices, in this order, as fresh arrays. */
  gather(rows: readonly number[]): GatheredRows;
  /** A digest of the content, by which a checkpoint knows its data again. */
  fingerprint(): string;
}

/** What {@link Dataset.gather} returns: the first axis of both tensors is the row. */
export interface GatheredRows {
  readonly inputs: Tensor;
  readonly targets: Tensor<Float32Array | Int32Array>;
  /** Weight of each row in every mean and gradient. @default all 1 */
  readonly weights?: Float32Array;
}

/** A data set that lies in memory. */
export interface ArrayDataset extends Dataset {
  readonly inputs: Tensor;
  readonly targets: Tensor<Float32Array | Int32Array>;
  readonly weights?: Float32Array;
}

/**
 * A data set from two tensors.
 *
 * @param options.inputs [rows, ...]: one row of input after the other.
 * @param options.targets class indices as int32 [rows], or values as f32 [rows, ...].
 * @param options.weights of each row in every mean and gradient: finite, not negative, not all 0. @default all 1
 * @throws {ShapeMismatchError} if they have different numbers of rows, an input has no axis besides the rows, or the
 * numbers do not fill a shape.
 * @throws {InvalidOptionError} if a part is no tensor of such numbers, or a weight is out of range.
 * @throws {DataError} if there are no rows.
 * @example
 * const data = arrayDataset({ inputs: tensor([2, 3], pixels), targets: tensor([2], Int32Array.of(7, 1)) });
 */
export function arrayDataset(options: {
  readonly inputs: Tensor;
  readonly targets: Tensor<Float32Array | Int32Array>;
  readonly weights?: Float32Array;
}): ArrayDataset {
  rejectUnknownOptions("arrayDataset", options, ["inputs", "targets", "weights"], {
    sampleWeight: "Name it weights.",
    sampleWeights: "Name it weights.",
    classWeight: "Pass weights: rowWeights(labels, classWeights).",
    labels: "Name it targets.",
  });
  const inputs = requireTensor("inputs", options.inputs, [Float32Array]);
  const targets = requireTensor("targets", options.targets, [Float32Array, Int32Array]);
  const rowCount = inputs.shape[0] ?? 0;
  if (inputs.shape.length < 2) {
    throw new ShapeMismatchError({ subject: "inputs", rule: "must have shape [rows, ...]", received: inputs.shape });
  }
  if (targets.shape[0] !== rowCount) {
    throw new ShapeMismatchError({
      subject: "targets",
      rule: `must have ${rowCount} rows, as the inputs have`,
      received: targets.shape,
    });
  }
  if (rowCount === 0) {
    throw new DataError({
      subject: "the data set",
      rule: "must have at least one row",
      received: formatShape(inputs.shape),
    });
  }
  const weights = options.weights === undefined ? undefined : weightTensor(options.weights, rowCount);
  return {
    rowCount,
    inputShape: inputs.shape.slice(1),
    inputs,
    targets,
    ...(weights === undefined ? {} : { weights: weights.data }),
    gather: (rows) => ({
      inputs: gatherRows(inputs, rows),
      targets: gatherRows(targets, rows),
      ...(weights === undefined ? {} : { weights: gatherRows(weights, rows).data }),
    }),
    fingerprint: () =>
      Object.entries({ inputs, targets, ...(weights === undefined ? {} : { weights }) })
        .map(([name, part]) => `${name} ${tensorFingerprint(part)}`)
        .join(", "),
  };
}

/** Weights as a tensor, [rows], after checking them. */
function weightTensor(weights: Float32Array, rowCount: number): Tensor {
  if (!(weights instanceof Float32Array) || weights.length !== rowCount) {
    throw new ShapeMismatchError({
      subject: "weights",
      rule: `must be a Float32Array of ${rowCount} numbers, one a row`,
      received: weights,
    });
  }
  requireWeights("arrayDataset", weights);
  return tensor([rowCount], weights);
}

/**
 * Copies rows of a tensor, in the order asked for.
 *
 * @throws {InvalidOptionError} for an index that is not a row.
 * @example
 * gatherRows(tensor([3, 1], Float32Array.of(5, 6, 7)), [2, 0]).data; // Float32Array [7, 5]
 */
export function gatherRows<Data extends Float32Array | Int32Array>(
  source: Tensor<Data>,
  rows: readonly number[],
): Tensor<Data> {
  const rowShape = source.shape.slice(1);
  const size = shapeSize(rowShape);
  const rowCount = source.shape[0]!;
  const length = rows.length * size;
  const data = source.data instanceof Float32Array ? new Float32Array(length) : new Int32Array(length);
  for (const [position, row] of rows.entries()) {
    if (!Number.isInteger(row) || row < 0 || row >= rowCount) {
      throw new InvalidOptionError({ subject: "a row index", rule: `must be in [0, ${rowCount - 1}]`, received: row });
    }
    data.set(source.data.subarray(row * size, (row + 1) * size), position * size);
  }
  return { shape: [rows.length, ...rowShape], data: data as Data };
}
