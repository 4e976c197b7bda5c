import {
  meanSquaredError,
  sequential,
  softmaxCrossEntropy,
  type MicroBatch,
  type SgdStep,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { sumTolerance } from "../check/tolerance.ts";
import type { Tolerance } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { largestOf } from "../tolerance/step-tolerance.ts";
import {
  exampleBatch,
  exampleData,
  exampleEngine,
  exampleLossOf,
  exampleModelOf,
  exampleRows,
  identityLayer,
} from "./example-run.ts";
import { gradientsOfStep } from "./gradient-probe.ts";

/** A step that moves nothing. */
const STILL: SgdStep = { learningRate: 0, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

/** How a batch may be cut and weighted. */
export function batchingSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const data = exampleData(30, 2);

  const boundsOf = (rows: number): ReturnType<typeof modelTolerances> =>
    modelTolerances(subject, exampleModelOf(subject), { rows, loss: exampleLossOf(subject) });
  const lossTolerance = (rows: number, sum: number): Tolerance => boundsOf(rows).loss([sum]);
  /** Of two ways to the same gradients, read as differences of the engine's weights. */
  async function gradientTolerance(
    engine: TrainingEngine,
    rows: number,
    gradients: Readonly<Record<string, Float32Array>>,
    name: string,
  ): Promise<Tolerance> {
    const { parameters } = await engine.readState();
    return boundsOf(rows).gradient(gradients[name]!, largestOf(Object.values(gradients)), parameters[name]!.data);
  }

  /** Thirty rows of unequal weights, in one piece and in three; the last piece weighs nothing. */
  function weightedBatch(engine: TrainingEngine): { whole: MicroBatch; parts: readonly MicroBatch[] } {
    const weights = Float32Array.from({ length: 30 }, (_, row) => (row < 24 ? 0.25 + (row % 5) / 4 : 0));
    const part = (from: number, to: number): MicroBatch => ({
      ...exampleBatch(engine, data, { from, to, batchStart: 0 }),
      weights: weights.slice(from, to),
    });
    return { whole: part(0, 30), parts: [part(0, 11), part(11, 24), part(24, 30)] };
  }

  describe("batching", () => {
    it("TRN-3 SGD-2 batching.micro-batches: parts of a batch give the whole batch's gradients and loss", async () => {
      using engine = await exampleEngine(subject);
      const whole = exampleBatch(engine, data, { from: 0, to: 30 });
      const parts = [0, 11, 24].map((from, part) =>
        exampleBatch(engine, data, { from, to: [11, 24, 30][part]!, batchStart: 0 }),
      );
      const expected = await gradientsOfStep(engine, whole);
      const actual = await gradientsOfStep(engine, ...parts);
      for (const [name, gradient] of Object.entries(expected)) {
        expectClose(name, actual[name]!, gradient, await gradientTolerance(engine, 30, expected, name));
      }
      const { lossSum, weightSum } = await engine.trainBatch([whole], STILL).read();
      const sums = await engine.trainBatch(parts, STILL).read();
      expectClose("lossSum", [sums.lossSum], [lossSum], lossTolerance(30, lossSum));
      expectSame("weightSum", [weightSum, sums.weightSum], [30, 30]);
    });
    it("TRN-3 SGD-2 BAT-12 batching.micro-batches.weights: so do parts whose rows weigh, even those that weigh nothing", async () => {
      using engine = await exampleEngine(subject);
      const { whole, parts } = weightedBatch(engine);
      const expected = await gradientsOfStep(engine, whole);
      const actual = await gradientsOfStep(engine, ...parts);
      for (const [name, gradient] of Object.entries(expected)) {
        expectClose(name, actual[name]!, gradient, await gradientTolerance(engine, 30, expected, name));
      }
    });
    it("TRN-3 LSS-1 batching.micro-batches.sums: a step's loss and weight are those of all its parts", async () => {
      using engine = await exampleEngine(subject);
      const { whole, parts } = weightedBatch(engine);
      const expected = await engine.trainBatch([whole], STILL).read();
      const actual = await engine.trainBatch(parts, STILL).read();
      expectClose("weightSum", [actual.weightSum], [expected.weightSum], sumTolerance(30, expected.weightSum));
      expectClose("lossSum", [actual.lossSum], [expected.lossSum], lossTolerance(30, expected.lossSum));
    });
    it("BAT-12 LSS-1 LSS-3 batching.weights: a row of weight 2 counts as that row twice", async () => {
      using engine = await exampleEngine(subject);
      const once = exampleRows(engine, data, [3, 4, 5]);
      const twice = exampleRows(engine, data, [3, 4, 4, 5]);
      const weighted = await gradientsOfStep(engine, { ...once, weights: Float32Array.of(1, 2, 1) });
      const repeated = await gradientsOfStep(engine, twice);
      for (const [name, gradient] of Object.entries(repeated)) {
        expectClose(name, weighted[name]!, gradient, await gradientTolerance(engine, 4, repeated, name));
      }
      const sums = await engine.evaluateBatch({ ...once, weights: Float32Array.of(1, 2, 1) });
      const expected = await engine.evaluateBatch(twice);
      expectClose("weightSum", [sums.weightSum], [expected.weightSum], sumTolerance(4, expected.weightSum));
      expectClose("lossSum", [sums.lossSum], [expected.lossSum], lossTolerance(4, expected.lossSum));
      const counts = [sums.correctCount ?? 0, expected.correctCount ?? 0] as const;
      expectClose("correctCount", [counts[0]], [counts[1]], sumTolerance(4, expected.weightSum));
    });
    it("LSS-1 batching.sums: a step reports the loss and the weight of its rows, as an evaluation does", async () => {
      using engine = await exampleEngine(subject);
      const rows = { ...exampleRows(engine, data, [3, 4, 5]), weights: Float32Array.of(0.5, 2, 1.25) };
      const { lossSum, weightSum } = await engine.trainBatch([rows], STILL).read();
      expectClose("weightSum", [weightSum], [3.75], sumTolerance(3, 3.75));
      const expected = await engine.evaluateBatch(rows);
      expectClose("weightSum of an evaluation", [expected.weightSum], [3.75], sumTolerance(3, 3.75));
      expectClose("lossSum", [lossSum], [expected.lossSum], lossTolerance(3, expected.lossSum));
    });
    it("LSS-1 batching.weights.none: an evaluation of rows that weigh nothing is nothing", async () => {
      using engine = await exampleEngine(subject);
      const sums = await engine.evaluateBatch({ ...exampleRows(engine, data, [0, 1]), weights: new Float32Array(2) });
      expectSame("sums", [sums.lossSum, sums.weightSum, sums.correctCount ?? 0], [0, 0, 0]);
    });
    it("LSS-3 batching.correct: ties go to the first class, and a row with a NaN is never correct", async () => {
      const model = sequential({ inputShape: [3], layers: [identityLayer(subject)] });
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
    it("TRN-3 LSS-1 batching.weights.zero: a row of weight 0 changes nothing", async () => {
      using engine = await exampleEngine(subject);
      const without = await gradientsOfStep(engine, exampleRows(engine, data, [0, 1, 2]));
      const batch = { ...exampleRows(engine, data, [0, 1, 2, 9]), weights: Float32Array.of(1, 1, 1, 0) };
      const muted = await gradientsOfStep(engine, batch);
      for (const [name, gradient] of Object.entries(without))
        expectClose(name, muted[name]!, gradient, await gradientTolerance(engine, 4, without, name));
    });
    it("TRN-3 LSS-1 LSS-4 batching.weights.zero.targets: nor does a NaN or an infinity among its targets", async () => {
      using engine = await subject.createEngine(exampleModelOf(subject), { loss: meanSquaredError(), seed: 42 });
      const clean = exampleRows(engine, data, [0, 1, 2]);
      const without = await gradientsOfStep(engine, clean);
      const expected = await engine.evaluateBatch(clean);
      const bounds = modelTolerances(subject, exampleModelOf(subject), { rows: 5, loss: meanSquaredError() });
      const { parameters } = await engine.readState();
      for (const poison of [NaN, Infinity]) {
        const batch = (): MicroBatch => {
          const rows = exampleRows(engine, data, [0, 9, 1, 2, 8]);
          const size = rows.targets.data.length / 5;
          for (const row of [1, 4]) rows.targets.data.fill(poison, row * size, (row + 1) * size);
          return { ...rows, weights: Float32Array.of(1, 0, 1, 1, 0) };
        };
        const muted = await gradientsOfStep(engine, batch());
        for (const [name, gradient] of Object.entries(without)) {
          const allowed = bounds.gradient(gradient, largestOf(Object.values(without)), parameters[name]!.data);
          expectClose(`${name}, ${poison}`, muted[name]!, gradient, allowed);
        }
        const step = await engine.trainBatch([batch()], STILL).read();
        const sums = await engine.evaluateBatch(batch());
        for (const [what, { lossSum, weightSum }] of Object.entries({ step, sums })) {
          expectClose(`lossSum, ${what}, ${poison}`, [lossSum], [expected.lossSum], bounds.loss([expected.lossSum]));
          expectClose(`weightSum, ${what}, ${poison}`, [weightSum], [3], sumTolerance(5, 3));
        }
      }
    });
    it("LSS-1 LSS-3 batching.weights.zero.outputs: nor, in an evaluation, a NaN among its outputs", async () => {
      using engine = await exampleEngine(subject);
      const expected = await engine.evaluateBatch(exampleRows(engine, data, [0, 1, 2]));
      const rows = exampleRows(engine, data, [0, 9, 1, 2]);
      const size = rows.inputs.data.length / 4;
      rows.inputs.data.fill(NaN, size, 2 * size);
      const sums = await engine.evaluateBatch({ ...rows, weights: Float32Array.of(1, 0, 1, 1) });
      expectClose("lossSum", [sums.lossSum], [expected.lossSum], lossTolerance(4, expected.lossSum));
      expectClose("weightSum", [sums.weightSum], [3], sumTolerance(4, 3));
      const counts = [sums.correctCount ?? 0, expected.correctCount ?? 0] as const;
      expectClose("correctCount", [counts[0]], [counts[1]], sumTolerance(4, 3));
    });
  });
}
