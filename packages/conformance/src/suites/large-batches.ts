import {
  applyDropout,
  dense,
  dropout,
  dropoutMask,
  initialWeights,
  keyFromSeed,
  meanSquaredError,
  relu,
  sequential,
  uniform,
  type MicroBatch,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame, type Tolerance } from "../check/compare-numbers.ts";
import { sumTolerance } from "../check/tolerance.ts";
import type { TestRunner } from "../case/test-runner.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import { sumOfTolerances } from "../tolerance/difference-tolerance.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { largestOf } from "../tolerance/step-tolerance.ts";
import { exampleBatch, exampleData, exampleEngine, exampleLossOf, exampleModelOf } from "./example-run.ts";
import { gradientsOfStep, PLAIN_STEP } from "./gradient-probe.ts";

/** More than a workgroup or a tile has, and no multiple of one. */
const ROWS = 300;
/** What other suites hold engines to. */
const PART = 30;
const STARTS = Array.from({ length: ROWS / PART }, (_, part) => part * PART);

/** Batches of more rows than the other suites have: kernels that cut them must not lose what is left over. */
export function largeBatchSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const data = exampleData(ROWS, 9);
  const boundsOf = (): ReturnType<typeof modelTolerances> =>
    modelTolerances(subject, exampleModelOf(subject), { rows: ROWS, loss: exampleLossOf(subject) });
  /** Rows of unequal weights, whose sums are exact. */
  const batchOf = (engine: TrainingEngine, from: number, to: number): MicroBatch => ({
    ...exampleBatch(engine, data, { from, to, batchStart: 0 }),
    weights: Float32Array.from({ length: to - from }, (_, row) => 0.5 + ((from + row) % 5) / 4),
  });

  describe("large batches", () => {
    it("LAY-2 LAY-3 large-batches.predict: dense and relu on 300 rows are the law's in every row", async () => {
      const model = sequential({ inputShape: [12], layers: [dense(8), relu()] });
      const weights = initialWeights(model, 3);
      using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 3 });
      const inputs: Tensor = { shape: [ROWS, 12], data: uniform(keyFromSeed(6), ROWS * 12).map((u) => 2 * u - 1) };
      const expected = denseRelu(inputs.data, weights["0.weight"]!.data, weights["0.bias"]!.data);
      const allowed = modelTolerances(subject, model, { rows: ROWS }).output(expected);
      const output = await engine.predict(inputs);
      expectSame("shape of the output", output.shape, [ROWS, 8]);
      expectClose("output", output.data, expected, allowed, [ROWS, 8]);
    });
    it("TRN-1 TRN-3 large-batches.gradients: a step on 300 rows has the gradients of its parts", async () => {
      using engine = await exampleEngine(subject);
      const whole = batchOf(engine, 0, ROWS);
      const actual = await gradientsOfStep(engine, whole);
      const { parameters } = await engine.readState();
      const sums: Record<string, Float64Array> = {};
      for (const start of STARTS) {
        const part = batchOf(engine, start, start + PART);
        const share = totalOf(part) / totalOf(whole);
        for (const [name, gradient] of Object.entries(await gradientsOfStep(engine, part))) {
          sums[name] ??= new Float64Array(gradient.length);
          for (const [index, value] of gradient.entries()) sums[name][index]! += share * value;
        }
      }
      const largest = largestOf(Object.values(sums));
      for (const [name, expected] of Object.entries(sums)) {
        // Both are read as differences of weights.
        const each = boundsOf().gradient(expected, largest, parameters[name]!.data);
        expectClose(name, actual[name]!, expected, sumOfTolerances(each, each));
      }
    });
    it("TRN-1 LSS-1 large-batches.loss: a step on 300 rows has the loss of its parts, and their weight", async () => {
      using engine = await exampleEngine(subject);
      const state = await engine.readState();
      const lossOf = async (batch: MicroBatch): Promise<readonly [number, number]> => {
        const { lossSum, weightSum } = await engine.trainBatch([batch], PLAIN_STEP).read();
        await engine.writeState(state);
        return [lossSum, weightSum];
      };
      let [loss, weight] = [0, 0];
      for (const start of STARTS) {
        const [partLoss, partWeight] = await lossOf(batchOf(engine, start, start + PART));
        [loss, weight] = [loss + partLoss, weight + partWeight];
      }
      const actual = await lossOf(batchOf(engine, 0, ROWS));
      expectClose("lossSum", [actual[0]], [loss], boundsOf().loss([loss]));
      expectClose("weightSum", [actual[1]], [weight], weightTolerance(weight));
    });
    it("LSS-1 LSS-3 large-batches.evaluation: an evaluation of 300 rows has the sums of its parts", async () => {
      using engine = await exampleEngine(subject);
      let [loss, weight, correct] = [0, 0, 0];
      for (const start of STARTS) {
        const sums = await engine.evaluateBatch(batchOf(engine, start, start + PART));
        loss += sums.lossSum;
        weight += sums.weightSum;
        correct += sums.correctCount ?? 0;
      }
      const sums = await engine.evaluateBatch(batchOf(engine, 0, ROWS));
      expectClose("lossSum", [sums.lossSum], [loss], boundsOf().loss([loss]));
      expectClose("weightSum", [sums.weightSum], [weight], weightTolerance(weight));
      expectClose("correctCount", [sums.correctCount ?? 0], [correct], weightTolerance(weight));
    });
    it("DRP-4 DRP-5 large-batches.dropout: the mask of 300 rows drops what it should in every row, bit for bit", async () => {
      const model = sequential({ inputShape: [7], layers: [dropout(0.5)] });
      using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
      const shape = [ROWS, 7];
      const mask = dropoutMask({ seed: 42, site: 0, step: 3, rate: 0.5, shape });
      const values = (): Float32Array => uniform(keyFromSeed(4), ROWS * 7).map((u) => Math.fround(2 * u) - 1 || 0.5);
      const { data: output } = await engine.predict({ shape: [...shape], data: values() }, [mask]);
      expectSame("output", output, applyDropout(values(), mask), shape);
    });
  });
}

const totalOf = ({ weights = new Float32Array() }: MicroBatch): number =>
  weights.reduce((sum, weight) => sum + weight, 0);

const weightTolerance = (sum: number): Tolerance => sumTolerance(ROWS, sum);

/** max(x·Wᵀ + b, 0) in f64, of rows of 12 numbers and 8 units. */
function denseRelu(inputs: Float32Array, weight: Float32Array, bias: Float32Array): Float64Array {
  return Float64Array.from({ length: ROWS * 8 }, (_, place) => {
    const [row, unit] = [Math.floor(place / 8), place % 8];
    let sum = bias[unit]!;
    for (let index = 0; index < 12; index++) sum += inputs[row * 12 + index]! * weight[unit * 12 + index]!;
    return sum > 0 ? sum : 0;
  });
}
