import { exp } from "../../numeric/exp.ts";

const f32 = Math.fround;

/** What the softmax of rows of logits leaves behind, of each row. */
interface CrossEntropyRows {
  /** As long as the logits. */
  readonly gradient: Float32Array;
  /** The index of the largest logit, the first on ties, or of the first NaN. */
  readonly largest: Int32Array;
  /** Σ exp(z - m), m the largest. */
  readonly sums: Float32Array;
}

/** What a row's shares are compared with. */
interface WantedShares {
  readonly ofTarget: number;
  readonly ofOthers: number;
}

/** The loops of losses over classes. Rows of weight 0 count for nothing: what is said of them is left open. */
export interface ClassLoops {
  /** Of each row the index of the largest value, the first on ties, or of the first NaN. */
  largestOfRows(values: Float32Array, classes: number): Int32Array;
  /** gradient_j = weight · (exp(z_j - m) / Σ exp(z - m) - wanted_j), all in f32; zeros where the weight is 0. */
  crossEntropyRows(
    logits: Float32Array,
    classes: number,
    targets: Int32Array,
    weights: Float32Array,
    wanted: WantedShares,
  ): CrossEntropyRows;
  /** Σ_j (log Σ exp(z - m) - (z_j - m)) of each row in f32 and in order: its losses, whichever the class. */
  sumsOfLosses(logits: Float32Array, classes: number, largest: Int32Array, logSums: Float32Array): Float32Array;
}

/**
 * The loops of losses over classes in TypeScript.
 *
 * @param floats where results are put.
 */
export function classLoops(floats: (length: number) => Float32Array): ClassLoops {
  return {
    largestOfRows(values, classes) {
      const largest = new Int32Array(values.length / classes);
      for (let row = 0; row < largest.length; row++) largest[row] = firstLargest(values, row * classes, classes);
      return largest;
    },
    crossEntropyRows(logits, classes, targets, weights, { ofTarget, ofOthers }) {
      const rows = logits.length / classes;
      const gradient = floats(logits.length);
      const largest = new Int32Array(rows);
      const sums = new Float32Array(rows);
      for (let row = 0; row < rows; row++) {
        const weight = weights[row]!;
        if (weight === 0) continue;
        const start = row * classes;
        largest[row] = firstLargest(logits, start, classes);
        const maximum = logits[start + largest[row]!]!;
        let sum = 0;
        for (let index = start; index < start + classes; index++) {
          const share = exp(f32(logits[index]! - maximum));
          gradient[index] = share;
          sum = f32(sum + share);
        }
        sums[row] = sum;
        const target = start + targets[row]!;
        for (let index = start; index < start + classes; index++) {
          const wanted = index === target ? ofTarget : ofOthers;
          gradient[index] = weight * f32(f32(gradient[index]! / sum) - wanted);
        }
      }
      return { gradient, largest, sums };
    },
    sumsOfLosses(logits, classes, largest, logSums) {
      return logSums.map((logSum, row) => {
        const start = row * classes;
        const maximum = logits[start + largest[row]!]!;
        let sum = 0;
        for (let index = start; index < start + classes; index++) {
          sum = f32(sum + f32(logSum - f32(logits[index]! - maximum)));
        }
        return sum;
      });
    },
  };
}

function firstLargest(values: Float32Array, start: number, count: number): number {
  let largest = 0;
  let value = values[start]!;
  for (let index = 1; index < count && !Number.isNaN(value); index++) {
    const next = values[start + index]!;
    if (!(next <= value)) {
      largest = index;
      value = next;
    }
  }
  return largest;
}
