import {
  binaryCrossEntropyWithLogits,
  dense,
  huber,
  InvalidOptionError,
  meanAbsoluteError,
  negativeLogLikelihood,
  sequential,
  smoothL1,
  softmaxCrossEntropy,
  tensor,
  type LossSpec,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { GRADIENT_STEP } from "./gradient-step.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

describe.each(BACKENDS)("losses on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  /** An engine whose output is its bias, for one row of input 0. */
  function engineOf(loss: LossSpec, outputs: readonly number[]): Promise<TrainingEngine> {
    const n = outputs.length;
    return createTfjsEngine(tf, sequential({ inputShape: [1], layers: [dense(n)] }), {
      loss,
      weights: {
        "0.weight": tensor([n, 1], new Float32Array(n)),
        "0.bias": tensor([n], Float32Array.from(outputs)),
      },
    });
  }

  const rowsOf = (count: number) => tensor([count, 1], new Float32Array(count));

  async function lossAndGradient(
    loss: LossSpec,
    outputs: readonly number[],
    targets: Tensor<Float32Array | Int32Array>,
    weights?: readonly number[],
  ) {
    using engine = await engineOf(loss, outputs);
    const inputs = rowsOf(targets.shape[0]!);
    const batch = { inputs, targets, ...(weights === undefined ? {} : { weights: Float32Array.from(weights) }) };
    const evaluated = await engine.evaluateBatch(batch);
    const trained = await engine.trainBatch([{ ...batch, masks: [] }], GRADIENT_STEP).read();
    expect(trained.lossSum).toEqual(evaluated.lossSum);
    expect(trained.weightSum).toEqual(evaluated.weightSum);
    const after = (await engine.readState()).parameters["0.bias"]!.data;
    return { ...evaluated, gradient: outputs.map((output, index) => output - after[index]!) };
  }

  const values = (...numbers: number[]) => tensor([1, numbers.length], Float32Array.from(numbers));
  const classes = (...labels: number[]) => tensor([labels.length], Int32Array.from(labels));

  test.each([
    // d of 0.5, -3 and 4
    ["mean-absolute-error", meanAbsoluteError(), 7.5 / 3, [1 / 3, -1 / 3, 1 / 3]],
    ["huber", huber(2), (0.125 + 2 * (3 - 1) + 2 * (4 - 1)) / 3, [0.5 / 3, -2 / 3, 2 / 3]],
    ["smooth-l1", smoothL1(2), (0.125 / 2 + (3 - 1) + (4 - 1)) / 3, [0.25 / 3, -1 / 3, 1 / 3]],
  ] as const)("%s of a row", async (_name, loss, expected, gradient) => {
    const result = await lossAndGradient(loss, [1.5, -2, 5], values(1, 1, 1));
    expect(result.lossSum).toBeCloseTo(expected, 6);
    for (const [index, slope] of gradient.entries()) expect(result.gradient[index]).toBeCloseTo(slope, 6);
  });

  test("binary cross-entropy keeps the loss of a sure and right logit, and of a sure and wrong one", async () => {
    const loss = binaryCrossEntropyWithLogits();
    const right = await lossAndGradient(loss, [20], values(1));
    // log σ(20) in f32 would be log 1 = 0.
    expect(right.lossSum / Math.log1p(Math.exp(-20))).toBeCloseTo(1, 5);
    const wrong = await lossAndGradient(loss, [500], values(0));
    expect(wrong).toMatchObject({ lossSum: 500, gradient: [1] });
  });

  test("binary cross-entropy weighs the positive part of each place", async () => {
    const loss = binaryCrossEntropyWithLogits({ posWeight: [3, 1] });
    const { lossSum, gradient } = await lossAndGradient(loss, [0, 0], values(1, 1));
    expect(lossSum).toBeCloseTo(((3 + 1) * Math.LN2) / 2, 6);
    expect(gradient).toEqual([-0.75, -0.25]);
  });

  test("negative log-likelihood takes the class alone: another one's -Infinity does not leak", async () => {
    const result = await lossAndGradient(negativeLogLikelihood(), [-0.5, -Infinity], classes(0));
    expect(result).toMatchObject({ lossSum: 0.5, weightSum: 1, correctCount: 1 });
    expect(result.gradient[0]).toBe(-1);
  });

  test("label smoothing spreads ε over all classes", async () => {
    const logits = [1, 2, 0.5];
    const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
    const costs = logits.map((z) => Math.log(total) - z);
    const { lossSum, gradient } = await lossAndGradient(
      softmaxCrossEntropy({ labelSmoothing: 0.3 }),
      logits,
      classes(2),
    );
    expect(lossSum).toBeCloseTo(0.7 * costs[2]! + 0.1 * (costs[0]! + costs[1]! + costs[2]!), 6);
    for (const [index, z] of logits.entries()) {
      expect(gradient[index]).toBeCloseTo(Math.exp(z) / total - (index === 2 ? 0.8 : 0.1), 6);
    }
  });

  test.each([softmaxCrossEntropy({ ignoreIndex: -100 }), negativeLogLikelihood({ ignoreIndex: 1 })])(
    "an ignored row of $kind counts for nothing, whatever it weighs",
    async (loss) => {
      const ignored = loss.ignoreIndex!;
      const alone = await lossAndGradient(loss, [-1, -0.25], classes(0), [2]);
      const among = await lossAndGradient(loss, [-1, -0.25], classes(ignored, 0, ignored), [5, 2, 1]);
      expect(among).toEqual(alone);
      expect(among.weightSum).toBe(2);
      using engine = await engineOf(loss, [-1, -0.25]);
      const batch = { inputs: rowsOf(2), targets: classes(ignored, ignored) };
      expect(await engine.evaluateBatch(batch)).toEqual({ lossSum: 0, weightSum: 0, correctCount: 0 });
      expect(() => engine.trainBatch([{ ...batch, masks: [] }], GRADIENT_STEP)).toThrow(InvalidOptionError);
    },
  );

  test.each([
    [binaryCrossEntropyWithLogits({ posWeight: [1, 2] }), values(0, 1)],
    [huber(), values(0, 1)],
    [smoothL1(), values(0, 1)],
    [meanAbsoluteError(), values(0, 1)],
    [negativeLogLikelihood(), classes(1)],
    [softmaxCrossEntropy({ labelSmoothing: 0.1 }), classes(1)],
  ] as const)("$0.kind leaves no tensor", async (loss, targets) => {
    const before = tf.memory().numTensors;
    await lossAndGradient(loss, [-1, -2], targets);
    expect(tf.memory().numTensors).toBe(before);
  });
});
