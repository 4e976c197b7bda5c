import { dropout, dropoutMask, sequential, sgd, sgdStep, softmaxCrossEntropy } from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { sumTolerance } from "../check/tolerance.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { ConformanceSubject } from "../conformance-subject.ts";
import type { TestRunner } from "../test-runner.ts";
import { exampleBatch, exampleData, exampleEngine } from "./example-run.ts";
import { gradientsOfStep } from "./gradient-probe.ts";

/** How a batch may be cut and weighted. */
export function batchingSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const data = exampleData(30, 2);

  describe("batching", () => {
    if (subject.capabilities.microBatches) {
      it("batching.micro-batches: parts of a batch give the whole batch's gradients and loss", async () => {
        using engine = await exampleEngine(subject);
        const whole = exampleBatch(engine, data, { from: 0, to: 30 });
        const parts = [0, 11, 24].map((from, part) =>
          exampleBatch(engine, data, { from, to: [11, 24, 30][part]!, batchStart: 0 }),
        );
        const expected = await gradientsOfStep(engine, whole);
        const actual = await gradientsOfStep(engine, ...parts);
        for (const [name, gradient] of Object.entries(expected)) {
          expectClose(name, actual[name]!, gradient, sumTolerance(30, 1));
        }
      });
    } else {
      it("batching.micro-batches: several parts are refused", async () => {
        using engine = await exampleEngine(subject);
        const part = exampleBatch(engine, data, { from: 0, to: 10 });
        const update = sgdStep(sgd({ learningRate: 0.1 }), 0);
        await expectRefusal("two micro-batches", "UNSUPPORTED_OPTION", () => engine.trainBatch([part, part], update));
      });
    }
    it("batching.weights: a row of weight 2 counts as that row twice", async () => {
      using engine = await exampleEngine(subject);
      const once = data.gather([3, 4, 5]);
      const twice = data.gather([3, 4, 4, 5]);
      const masks = [16, 8].map((units, site) => dropoutMask({ seed: 1, site, step: 0, rate: 0, shape: [3, units] }));
      const wider = [16, 8].map((units, site) => dropoutMask({ seed: 1, site, step: 0, rate: 0, shape: [4, units] }));
      const weighted = await gradientsOfStep(engine, { ...once, masks, weights: Float32Array.of(1, 2, 1) });
      const repeated = await gradientsOfStep(engine, { ...twice, masks: wider });
      for (const [name, gradient] of Object.entries(repeated)) {
        expectClose(name, weighted[name]!, gradient, sumTolerance(4, 1));
      }
      const sums = await engine.evaluateBatch({ ...once, weights: Float32Array.of(1, 2, 1) });
      const expected = await engine.evaluateBatch(twice);
      expectClose("weightSum", [sums.weightSum], [expected.weightSum], sumTolerance(4, 1));
      expectClose("lossSum", [sums.lossSum], [expected.lossSum], sumTolerance(4, expected.lossSum));
      expectClose("correctCount", [sums.correctCount!], [expected.correctCount!], sumTolerance(4, 1));
    });
    it("batching.correct: ties go to the first class, and a row with a NaN is never correct", async () => {
      const model = sequential({ inputShape: [3], layers: [dropout(0)] });
      using engine = await subject.createEngine(model, { loss: softmaxCrossEntropy(), seed: 1 });
      const rows: readonly (readonly [logits: readonly number[], label: number, correct: number])[] = [
        [[1, 1, 0], 0, 1],
        [[1, 1, 0], 1, 0],
        [[0, 2, 2], 1, 1],
        [[NaN, 1, 0], 0, 0],
        [[NaN, 1, 0], 1, 0],
        [[2, NaN, 0], 0, 0],
        [[-Infinity, -1, -2], 1, 1],
      ];
      for (const [logits, label, correct] of rows) {
        const inputs = { shape: [1, 3], data: Float32Array.from(logits) };
        const sums = await engine.evaluateBatch({ inputs, targets: { shape: [1], data: Int32Array.of(label) } });
        expectSame(`correct rows of [${logits.join()}] with label ${label}`, [sums.correctCount!], [correct]);
      }
    });
    it("batching.weights.zero: a row of weight 0 changes nothing", async () => {
      using engine = await exampleEngine(subject);
      const masks = (rows: number): ReturnType<typeof dropoutMask>[] =>
        [16, 8].map((units, site) => dropoutMask({ seed: 1, site, step: 0, rate: 0, shape: [rows, units] }));
      const without = await gradientsOfStep(engine, { ...data.gather([0, 1, 2]), masks: masks(3) });
      const batch = { ...data.gather([0, 1, 2, 9]), masks: masks(4), weights: Float32Array.of(1, 1, 1, 0) };
      const muted = await gradientsOfStep(engine, batch);
      for (const [name, gradient] of Object.entries(without))
        expectClose(name, muted[name]!, gradient, sumTolerance(4, 1));
    });
  });
}
