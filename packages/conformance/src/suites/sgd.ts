import { dense, meanSquaredError, sequential, sgd, sgdStep, sgdUpdate } from "@lockstep/core";
import { expectClose, expectSame, largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { statedTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats } from "../vectors/decode.ts";
import { largestOf, stepTolerance } from "../tolerance/step-tolerance.ts";
import { sgdCases } from "../vectors/vector-files.ts";

type SgdCase = (typeof sgdCases)[number];

/** Twelve steps of every variant of SGD against PyTorch: core's law on arrays, and the engine's own update. */
export function sgdSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("sgd", () => {
    for (const vector of sgdCases) {
      const title = `${vector.clause} ${vector.id} (${describeOptions(vector)})`;
      it(`${title}: the law`, () => checkLaw(vector));
      it(`${title}: the engine`, () => checkEngine(subject, vector));
    }
    it("SGD-3 sgd.momentum.none: a momentum that f32 rounds to 0 is none, so that dampening has nothing to dampen", async () => {
      const model = sequential({ inputShape: [1], layers: [dense(1, { bias: false })] });
      const weights = { "0.weight": { shape: [1, 1], data: Float32Array.of(1) } };
      using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
      const inputs = { shape: [1, 1], data: Float32Array.of(1) };
      const targets = { shape: [1, 1], data: Float32Array.of(0) };
      const step = sgdStep(sgd({ learningRate: 0.25, momentum: 1e-60, dampening: 0.5 }), 1);
      await engine.trainBatch([{ inputs, targets, masks: [] }], step).read();
      expectSame("weight", (await engine.readState()).parameters["0.weight"]!.data, Float32Array.of(0.5));
    });
  });
}

function checkLaw({ input, expect, tolerance }: SgdCase): void {
  const weights = decodeFloats(input.weights);
  const velocity = new Float32Array(weights.length);
  for (const [step, hex] of input.gradients.entries()) {
    sgdUpdate(weights, decodeFloats(hex), velocity, stepOf(input, step));
    const expected = decodeFloats(expect.weights[step]!);
    expectClose(`weights after step ${step}`, weights, expected, lawTolerance(tolerance, expected));
  }
}

/** The vector states ulps: at least twice what PyTorch's own f32 strays from f64. */
export function lawTolerance(ulps: number, expected: ArrayLike<number>): Tolerance {
  return statedTolerance(
    ulps * 2 ** -23,
    expected,
    `${ulps} ulp, twice what PyTorch's own f32 strays from f64 at most`,
  );
}

/**
 * A dense layer with one unit and the identity matrix as its batch: outputs are the weights themselves, and the mean
 * squared error's gradient is 2 (weight - target) / rows, so that targets can be chosen to give the wanted gradients.
 */
async function checkEngine(subject: ConformanceSubject, { input, expect, tolerance }: SgdCase): Promise<void> {
  const start = decodeFloats(input.weights);
  const size = start.length;
  const model = sequential({ inputShape: [size], layers: [dense(1, { bias: false })] });
  const weights = { "0.weight": { shape: [1, size], data: start } };
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  const identity = Float32Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? 1 : 0));
  const inputs = { shape: [size, size], data: identity };
  for (const [step, hex] of input.gradients.entries()) {
    const gradients = decodeFloats(hex);
    const { data } = await engine.predict(inputs);
    const targets = { shape: [size, 1], data: data.map((weight, index) => weight - (gradients[index]! * size) / 2) };
    await engine.trainBatch([{ inputs, targets, masks: [] }], stepOf(input, step)).read();
    const expected = decodeFloats(expect.weights[step]!);
    const { parameters } = await engine.readState();
    // The target is rounded and so is the difference from it: two numbers up to |weight| + |gradient|·size / 2, by size / 2.
    const largest = largestOf(input.gradients.map(decodeFloats));
    const gradientFrom = (4 / size) * largestMagnitude(expected) + 4 * largest;
    const probed = { step: stepOf(input, step), steps: step + 1, gradient: largest, gradientFrom };
    const allowed = stepTolerance(lawTolerance(tolerance, expected), probed);
    expectClose(`weights after step ${step}`, parameters["0.weight"]!.data, expected, allowed);
  }
}

function stepOf({ optimizer, learningRates }: SgdCase["input"], step: number): ReturnType<typeof sgdStep> {
  return sgdStep(sgd({ ...optimizer, learningRate: learningRates?.[step] ?? optimizer.learningRate }), step);
}

function describeOptions({ input: { optimizer, learningRates } }: SgdCase): string {
  const { learningRate, momentum, dampening, nesterov, weightDecay } = optimizer;
  const rate = learningRates === undefined ? `lr ${learningRate}` : "lr changing";
  return `${rate}, momentum ${momentum}, dampening ${dampening}${nesterov ? ", nesterov" : ""}, decay ${weightDecay}`;
}
