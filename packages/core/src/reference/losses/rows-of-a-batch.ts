/** The weights of rows, ones where there are none. */
export function rowWeights(weights: Float32Array | undefined, rows: number): Float32Array {
  return weights ?? new Float32Array(rows).fill(1);
}

/** Targets that are indices of classes. */
export function classIndices(targets: Float32Array | Int32Array): Int32Array {
  return targets instanceof Int32Array ? targets : Int32Array.from(targets);
}
