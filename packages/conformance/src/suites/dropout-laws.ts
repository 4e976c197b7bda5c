import {
  applyDropout,
  dropout,
  dropoutMask,
  keepBits,
  meanSquaredError,
  sequential,
  uniform,
  keyFromSeed,
  type DropoutMask,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { relativeTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../conformance-subject.ts";
import type { TestRunner } from "../test-runner.ts";
import { gradientProbe, gradientsOfStep } from "./gradient-probe.ts";

const ROWS = 6;
const FEATURES = 10;
const SHAPE = [ROWS, FEATURES];

/** What a mask does to activations and gradients, on the engine itself. */
export function dropoutLawSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const alone = (rate: number): Promise<TrainingEngine> =>
    Promise.resolve(
      subject.createEngine(sequential({ inputShape: [FEATURES], layers: [dropout(rate)] }), {
        loss: meanSquaredError(),
        seed: 1,
      }),
    );

  describe("dropout laws", () => {
    for (const rate of [0, 0.1, 1 / 3, 0.5, 0.9, 1]) {
      it(`dropout.forward: rate ${rate.toFixed(3)}: kept elements are scaled, dropped ones are +0, bit for bit`, async () => {
        using engine = await alone(rate);
        const mask = maskOf(rate);
        const { data } = await engine.predict(values(), [mask]);
        expectSame("output", data, applyDropout(values().data, mask));
      });
    }
    it("dropout.evaluation: without masks it is the identity", async () => {
      using engine = await alone(0.5);
      expectSame("output", (await engine.predict(values())).data, values().data);
      const sums = await engine.evaluateBatch({ inputs: values(), targets: values() });
      expectSame("loss of the identity", [sums.lossSum], [0]);
    });
    it("dropout.select: NaN and infinities in dropped units do not leak", async () => {
      using engine = await alone(0.5);
      const mask = maskOf(0.5);
      const keep = keepBits(mask);
      const poison = [NaN, Infinity, -Infinity];
      const data = values().data.map((value, index) => (keep[index] === 1 ? value : poison[index % 3]!));
      const output = await engine.predict({ shape: SHAPE, data }, [mask]);
      expectSame("output", output.data, applyDropout(values().data, mask));
    });
    it("dropout.explicit: bits and their address give the same result", async () => {
      using engine = await alone(0.5);
      const mask = maskOf(0.5);
      const explicit: DropoutMask = { source: "explicit", keep: keepBits(mask), scale: mask.scale, shape: mask.shape };
      const [a, b] = [await engine.predict(values(), [mask]), await engine.predict(values(), [explicit])];
      expectSame("output", b.data, a.data);
    });
    for (const rate of [0, 0.25, 0.5, 1]) {
      it(`dropout.backward: rate ${rate}: the gradient passes through the forward pass's mask`, async () => {
        const probe = gradientProbe(dropout(rate), values());
        using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
        const mask = maskOf(rate);
        const targets: Tensor = { shape: SHAPE, data: uniform(keyFromSeed(5), ROWS * FEATURES) };
        const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [mask] });
        const output = applyDropout(values().data, mask);
        const outputGradient = output.map((y, index) => (2 * (y - targets.data[index]!)) / (ROWS * FEATURES));
        const expected = applyDropout(outputGradient, mask);
        const actual = probe.inputGradient(gradients["0.weight"]!);
        const dropped = keepBits(mask).reduce((sum, bit) => sum + 1 - bit, 0);
        const exactZeros = actual.filter((value, index) => value === 0 && keepBits(mask)[index] === 0).length;
        expectThat(exactZeros === dropped, `gradients of the ${dropped} dropped units must be 0; ${exactZeros} are`);
        expectClose("gradient", actual, expected, relativeTolerance(1e-5, expected, 1));
      });
    }
    it("dropout.loss: a step's loss is that of the masked forward pass", async () => {
      const probe = gradientProbe(dropout(0.5), values());
      using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
      const mask = maskOf(0.5);
      const zeros: Tensor = { shape: SHAPE, data: new Float32Array(ROWS * FEATURES) };
      const update = { learningRate: 0, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
      const { lossSum } = await engine
        .trainBatch([{ inputs: probe.inputs, targets: zeros, masks: [mask] }], update)
        .read();
      const squares = applyDropout(values().data, mask).reduce((sum, y) => sum + y * y, 0) / FEATURES;
      expectClose("loss", [lossSum], [squares], relativeTolerance(1e-5, [squares]));
    });
  });
}

function maskOf(rate: number): ReturnType<typeof dropoutMask> {
  return dropoutMask({ seed: 42, site: 0, step: 3, rate, shape: SHAPE });
}

/** Numbers in [-1, 1) without zeros, so that a zero in an output is a dropped unit. */
function values(): Tensor {
  return { shape: SHAPE, data: uniform(keyFromSeed(4), ROWS * FEATURES).map((u) => Math.fround(u * 2) - 1 || 0.5) };
}
