import type { ModelSpec } from "@lockstep/core";
import { largestMagnitude, type Tolerance } from "./compare-numbers.ts";

/** Unit roundoff of f32: half the distance from 1 to the next number. */
const UNIT_ROUNDOFF = 2 ** -24;
/**
 * Errors of n roundings grow like √n, not n, except with probability 2·exp(-λ²/2): 2.5e-14 for λ = 8.
 * Source: Higham and Mary, "A new approach to probabilistic rounding error analysis" (2019), theorem 2.4.
 */
const CONFIDENCE = 8;

/**
 * What a vector states: a share of the largest expected magnitude.
 *
 * @param floor magnitude to which the share refers at least, for quantities that are differences of larger ones.
 */
export function relativeTolerance(share: number, expected: ArrayLike<number>, floor = 0): Tolerance {
  const scale = Math.max(largestMagnitude(expected), floor);
  return { absolute: share * scale, because: `${share} of the largest magnitude, ${scale}` };
}

/** So many units in the last place of the largest expected magnitude. */
export function ulpTolerance(ulps: number, expected: ArrayLike<number>): Tolerance {
  const scale = largestMagnitude(expected);
  return { absolute: ulps * 2 * UNIT_ROUNDOFF * scale, because: `${ulps} ulp of the largest magnitude, ${scale}` };
}

/** What an f32 sum of so many terms, each of at most this size, may be off by. */
export function sumTolerance(terms: number, size: number): Tolerance {
  return {
    absolute: CONFIDENCE * Math.sqrt(terms) * UNIT_ROUNDOFF * size * Math.sqrt(terms),
    because: `${CONFIDENCE}·√n·2^-24 of a sum of n = ${terms} terms of size ${size}`,
  };
}

/**
 * A budget for how far the losses of two engines may drift apart over a run from the same start:
 * λ · √(steps · r) · 2^-24 of the largest loss, where r counts the roundings of one sum a layer and direction, over the
 * inputs (forward), the units (backward) and the rows (weight gradients).
 *
 * It is not a bound. The form is that of independent roundings that are passed on undiminished and unamplified; that a
 * run amplifies none of them is an assumption, which fails for a run that diverges or a unit that sits at the kink of a
 * ReLU. It is wide: over the suites' runs, tfjs (cpu, wasm) and ONNX Runtime (wasm) stayed within 1/200 of it. The sharp
 * comparison is that with PyTorch, by the tolerance of the vector.
 *
 * @example
 * const model = sequential({ inputShape: [2], layers: [dense(3), relu(), dense(1)] });
 * trajectoryBudget({ model, batchSize: 4, steps: 100 }, [1, 0.5]).absolute; // 0.00001966
 */
export function trajectoryBudget(
  run: { readonly model: ModelSpec; readonly batchSize: number; readonly steps: number },
  expected: ArrayLike<number>,
): Tolerance {
  let width = run.model.inputShape.reduce((product, length) => product * length, 1);
  let roundings = 0;
  for (const layer of run.model.layers) {
    if (layer.kind !== "dense") continue;
    roundings += width + layer.units + run.batchSize;
    width = layer.units;
  }
  const share = CONFIDENCE * Math.sqrt(run.steps * roundings) * UNIT_ROUNDOFF;
  return {
    absolute: share * largestMagnitude(expected),
    because: `a budget of ${CONFIDENCE}·√(${run.steps} steps · ${roundings} roundings)·2^-24 of the largest loss`,
  };
}
