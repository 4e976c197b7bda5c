import {
  applyDropout,
  dropout,
  dropoutMask,
  keepBits,
  meanSquaredError,
  keyFromSeed,
  sequential,
  sgd,
  sgdStep,
  uniform,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { exampleBatch, exampleData, wholeExampleEngine } from "./example-run.ts";
import { explicitMask } from "./explicit-mask.ts";
import { layerTolerances } from "../tolerance/layer-tolerances.ts";
import { lossTolerances } from "../tolerance/loss-tolerances.ts";
import { gradientProbe, gradientsOfStep } from "./gradient-probe.ts";
import { expectSameState } from "./lifecycle.ts";

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
      // These two rates have a law of their own: the identity, and +0 everywhere.
      const clauses = rate === 0 || rate === 1 ? "DRP-1 DRP-5" : "DRP-5";
      it(`${clauses} dropout.forward: rate ${rate.toFixed(3)}: kept elements are scaled, dropped ones are +0, bit for bit`, async () => {
        using engine = await alone(rate);
        const mask = maskOf(rate);
        const { data } = await engine.predict(values(), [mask]);
        expectSame("output", data, applyDropout(values().data, mask));
      });
    }
    it("DRP-12 dropout.evaluation: without masks it is the identity", async () => {
      using engine = await alone(0.5);
      expectSame("output", (await engine.predict(values())).data, values().data);
      const sums = await engine.evaluateBatch({ inputs: values(), targets: values() });
      expectSame("loss of the identity", [sums.lossSum], [0]);
    });
    it("DRP-5 dropout.select: NaN and infinities in dropped units do not leak", async () => {
      using engine = await alone(0.5);
      const mask = maskOf(0.5);
      const keep = keepBits(mask);
      const poison = [NaN, Infinity, -Infinity];
      const data = values().data.map((value, index) => (keep[index] === 1 ? value : poison[index % 3]!));
      const output = await engine.predict({ shape: [...SHAPE], data }, [mask]);
      expectSame("output", output.data, applyDropout(values().data, mask));
    });
    it("DRP-2 DRP-5 dropout.explicit: bits and their address give the same result", async () => {
      using engine = await alone(0.5);
      const mask = maskOf(0.5);
      const [a, b] = [await engine.predict(values(), [mask]), await engine.predict(values(), [explicitMask(mask)])];
      expectSame("output", b.data, a.data);
    });
    it("DRP-2 DRP-5 dropout.explicit.training: a step with the bits is the step with their address, bit for bit", async () => {
      using addressed = await wholeExampleEngine(subject);
      using explicit = await wholeExampleEngine(subject);
      const data = exampleData(16, 8);
      const update = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9 }), 0);
      const batch = exampleBatch(addressed, data, { from: 0, to: 16 });
      const masks = batch.masks.map(explicitMask);
      const expected = await addressed.trainBatch([batch], update).read();
      const actual = await explicit.trainBatch([{ ...batch, masks }], update).read();
      expectSame("lossSum", [actual.lossSum], [expected.lossSum]);
      expectSameState(await explicit.readState(), await addressed.readState());
    });
    // The second one's words cross 2^32, where a 32-bit counter would start again.
    for (const start of [1, 429_496_729]) {
      it(`DRP-4 dropout.address: a mask that begins at row ${start} of its batch begins at that row's words`, async () => {
        using engine = await alone(0.5);
        const mask = dropoutMask({ seed: 42, site: 0, step: 3, rate: 0.5, shape: [...SHAPE], rowOffset: start });
        expectSame("output", (await engine.predict(values(), [mask])).data, applyDropout(values().data, mask));
      });
    }
    it("DRP-2 dropout.sites: every layer gets its own mask", async () => {
      const model = sequential({ inputShape: [FEATURES], layers: [dropout(0.5), dropout(0.25)] });
      using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
      const masks = [0.5, 0.25].map((rate, site) => dropoutMask({ seed: 42, site, step: 3, rate, shape: [...SHAPE] }));
      const expected = masks.reduce((data, mask) => applyDropout(data, mask), values().data);
      expectSame("output", (await engine.predict(values(), masks)).data, expected);
    });
    for (const rate of [0, 0.25, 1 / 3, 0.5, 0.9, 1]) {
      it(`DRP-5 dropout.backward.bits: rate ${rate.toFixed(3)}: kept gradients are scaled, dropped ones are 0, bit for bit`, async () => {
        await checkBackwardBits(subject, rate);
      });
    }
    for (const rate of [0, 0.25, 0.5, 1]) {
      it(`DRP-5 dropout.backward: rate ${rate}: the gradient passes through the forward pass's mask`, async () => {
        const probe = gradientProbe(dropout(rate), values());
        using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
        const mask = maskOf(rate);
        const targets: Tensor = { shape: [...SHAPE], data: uniform(keyFromSeed(5), ROWS * FEATURES) };
        const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [mask] });
        const output = applyDropout(values().data, mask);
        const outputGradient = output.map((y, index) => (2 * (y - targets.data[index]!)) / (ROWS * FEATURES));
        const expected = applyDropout(outputGradient, mask);
        const actual = probe.inputGradient(gradients["0.weight"]!);
        const dropped = keepBits(mask).reduce((sum, bit) => sum + 1 - bit, 0);
        const exactZeros = actual.filter((value, index) => value === 0 && keepBits(mask)[index] === 0).length;
        expectThat(exactZeros === dropped, `gradients of the ${dropped} dropped units must be 0; ${exactZeros} are`);
        const run = { layer: dropout(rate), inputs: values(), parameters: {}, outputs: output, outputGradient };
        const allowed = (await layerTolerances(subject, run)).gradient("input", expected, values().data);
        expectClose("gradient", actual, expected, allowed);
      });
    }
    it("DRP-5 TRN-1 dropout.loss: a step's loss is that of the masked forward pass", async () => {
      const probe = gradientProbe(dropout(0.5), values());
      using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
      const mask = maskOf(0.5);
      const zeros: Tensor = { shape: [...SHAPE], data: new Float32Array(ROWS * FEATURES) };
      const update = { learningRate: 0, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
      const { lossSum } = await engine
        .trainBatch([{ inputs: probe.inputs, targets: zeros, masks: [mask] }], update)
        .read();
      const outputs: Tensor = { shape: [...SHAPE], data: applyDropout(values().data, mask) };
      const squares = outputs.data.reduce((sum, y) => sum + y * y, 0) / FEATURES;
      const allowed = lossTolerances(subject, { loss: meanSquaredError(), outputs }).sum([squares]);
      expectClose("loss", [lossSum], [squares], allowed);
    });
  });
}

/**
 * Where nothing else rounds, the backward pass is applyDropout to the bit: inputs of 0, so that a weight after the step
 * is its negative gradient, and numbers of rows and features that are powers of two, so that every mean is exact in any
 * order. The gradient is read as 0 - weight: the sign of a zero cannot be seen.
 */
async function checkBackwardBits(subject: ConformanceSubject, rate: number): Promise<void> {
  const shape = [8, 16];
  const probe = gradientProbe(dropout(rate), { shape, data: new Float32Array(128) });
  using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const mask = dropoutMask({ seed: 42, site: 0, step: 3, rate, shape });
  const targets = { shape, data: uniform(keyFromSeed(5), 128).map((u) => u || 0.5) };
  const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [mask] });
  const outputGradient = targets.data.map((target) => (-2 * target) / 128);
  expectSame("gradient", probe.inputGradient(gradients["0.weight"]!), applyDropout(outputGradient, mask));
}

function maskOf(rate: number): ReturnType<typeof dropoutMask> {
  return dropoutMask({ seed: 42, site: 0, step: 3, rate, shape: [...SHAPE] });
}

/** Numbers in [-1, 1) without zeros, so that a zero in an output is a dropped unit. */
function values(): Tensor {
  return {
    shape: [...SHAPE],
    data: uniform(keyFromSeed(4), ROWS * FEATURES).map((u) => Math.fround(u * 2) - 1 || 0.5),
  };
}
