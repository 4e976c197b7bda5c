import { dense, meanSquaredError, sequential, sgd, sgdStep, sgdUpdate } from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { ulpTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats } from "../vectors/decode.ts";
import { sgdCases } from "../vectors/vector-files.ts";

type SgdCase = (typeof sgdCases)[number];

/** Ulps that the engine's own probe may add: it forms each gradient as a difference of two rounded numbers. */
const PROBE_ULPS = 16;

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
    expectClose(`weights after step ${step}`, weights, expected, ulpTolerance(tolerance, expected));
  }
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
    const allowed = ulpTolerance(tolerance + PROBE_ULPS, expected);
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
