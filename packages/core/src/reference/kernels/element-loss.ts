const f32 = Math.fround;

/** A function of one output y and its target t, at a place in the row, and its derivative by y; both in f32. */
export interface ElementLoss {
  /** What the kernel that computes the same is called. */
  readonly name: "squaredError" | "absoluteError" | "huberError" | "smoothL1Error" | "binaryCrossEntropy";
  /** Numbers that the function has besides. */
  readonly numbers: readonly number[];
  /** The number that it has for a place of a row of so many, if it has one. */
  readonly ofPlaces?: (length: number) => Float32Array;
  readonly value: (y: number, t: number, place: number) => number;
  readonly slope: (y: number, t: number, place: number) => number;
}

/** What an elementwise loss says of a batch. */
export interface ElementLosses {
  /** Of each row, without its weight. Rows of weight 0 count for nothing: what is said of them is left open. */
  readonly losses: Float32Array;
  readonly gradient: Float32Array;
}

/** The loop of elementwise losses. */
export interface ElementLossLoops {
  /** (Σ_j value(y_j, t_j)) / n of each row, and weight · (slope(y_j, t_j) / n); zeros where the weight is 0. */
  elementLosses(loss: ElementLoss, outputs: Float32Array, targets: Float32Array, weights: Float32Array): ElementLosses;
}

/** The loop in TypeScript. */
export function elementLosses(
  { value, slope }: ElementLoss,
  outputs: Float32Array,
  targets: Float32Array,
  weights: Float32Array,
  gradient: Float32Array,
): ElementLosses {
  const rows = weights.length;
  const length = outputs.length / rows;
  const losses = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    let sum = 0;
    for (let place = 0; place < length; place++) {
      const index = row * length + place;
      const y = outputs[index]!;
      const t = targets[index]!;
      sum = f32(sum + value(y, t, place));
      gradient[index] = weight * f32(slope(y, t, place) / length);
    }
    losses[row] = sum / length;
  }
  return { losses, gradient };
}
