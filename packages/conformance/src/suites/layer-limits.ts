import { leakyRelu, meanSquaredError, relu, sequential, sigmoid, tanh, type LayerSpec } from "@lockstep/core";
import { expectClose } from "../check/compare-numbers.ts";
import type { TestRunner } from "../case/test-runner.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import { layerTolerances } from "../tolerance/layer-tolerances.ts";

const LARGEST = (2 - 2 ** -23) * 2 ** 127;
const SMALLEST_NORMAL = 2 ** -126;
const SLOPE = 0.01;

/** Each kind of input by itself, so that an engine may fail one and hold the others. None is subnormal: GPUs flush those. */
const INPUTS: Readonly<Record<string, readonly number[]>> = {
  "a NaN stays a NaN, and its neighbours are numbers": [NaN, 1.5, -2, NaN, 0.25, NaN],
  "infinities have their limits": [Infinity, 1.5, -Infinity, -2, Infinity, -Infinity],
  "negative numbers": [-2, -1e-3, 1.5, -100, -1e30, -1e-30],
  "zeros of both signs": [0, -0, 1.5, -0, 0, -2],
  "the largest and the smallest normal numbers": [LARGEST, -LARGEST, SMALLEST_NORMAL, -SMALLEST_NORMAL, 1.5, -2],
};
const IDS = ["nan", "infinities", "negative", "zeros", "extremes"] as const;

const LAYERS: readonly (readonly [clause: string, id: string, layer: LayerSpec, law: (x: number) => number])[] = [
  // Not Math.max: whose zeros have signs of their own.
  ["LAY-3", "relu", relu(), (x) => (x > 0 || Number.isNaN(x) ? x : 0)],
  ["LAY-3", "leaky-relu", leakyRelu(SLOPE), (x) => (x > 0 ? x : Math.fround(SLOPE) * x)],
  ["LAY-4", "tanh", tanh(), Math.tanh],
  ["LAY-4", "sigmoid", sigmoid(), (x) => 1 / (1 + Math.exp(-x))],
];

/**
 * Activations where numbers end. relu rounds nothing, so that its outputs are the law's, signs of zeros included; the
 * others have the bounds of their roundings, element by element, under which a zero may have either sign.
 */
export function layerLimitSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("layer limits", () => {
    for (const [clause, id, layer, law] of LAYERS) {
      for (const [index, [words, values]] of Object.entries(INPUTS).entries()) {
        it(`${clause} layer-limits.${id}.${IDS[index]}: ${words}`, () => checkLimits(subject, layer, values, law));
      }
    }
  });
}

async function checkLimits(
  subject: ConformanceSubject,
  layer: LayerSpec,
  values: readonly number[],
  law: (x: number) => number,
): Promise<void> {
  const model = sequential({ inputShape: [values.length], layers: [layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
  const { data } = await engine.predict({ shape: [1, values.length], data: Float32Array.from(values) });
  for (const [index, x] of values.entries()) {
    const expected = law(x);
    const allowed = await layerTolerances(subject, {
      layer,
      inputs: { shape: [1, 1], data: Float32Array.of(x) },
      parameters: {},
      outputs: Float32Array.of(expected),
      outputGradient: Float32Array.of(0),
    });
    const told = Object.is(x, -0) ? "-0" : String(x);
    expectClose(`output for ${told}`, data.subarray(index, index + 1), [expected], allowed.output([expected]));
  }
}
