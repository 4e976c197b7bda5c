import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskOfSite } from "../dropout/mask-of-site.ts";
import type { RandomSite } from "../dropout/random-site.ts";
import type { LossSum, MicroBatch } from "../engine/training-engine.ts";
import { binaryCrossEntropyWithLogits } from "../loss/binary-cross-entropy.ts";
import { huber } from "../loss/huber.ts";
import { isClassification, type LossSpec } from "../loss/loss-spec.ts";
import { meanAbsoluteError } from "../loss/mean-absolute-error.ts";
import { meanSquaredError } from "../loss/mean-squared-error.ts";
import { negativeLogLikelihood } from "../loss/negative-log-likelihood.ts";
import { smoothL1 } from "../loss/smooth-l1.ts";
import { softmaxCrossEntropy } from "../loss/softmax-cross-entropy.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import { alphaDropout } from "../model/layers/alpha-dropout.ts";
import { dense } from "../model/layers/dense.ts";
import { dropout } from "../model/layers/dropout.ts";
import { gaussianNoise } from "../model/layers/gaussian-noise.ts";
import { leakyRelu } from "../model/layers/leaky-relu.ts";
import { stochasticDepth } from "../model/layers/stochastic-depth.ts";
import { tanh } from "../model/layers/tanh.ts";
import { sequential } from "../model/sequential.ts";
import { keyFromSeed } from "../random/key.ts";
import { randomWords, uniform } from "../random/random-words.ts";
import { clipByNorm } from "../sgd/gradient-clip.ts";
import { sgd } from "../sgd/sgd.ts";
import { sgdStep } from "../sgd/sgd-step.ts";
import { createReferenceEngine } from "./reference-engine.ts";

/** A run of two steps on one batch of `rows` rows, cut at `cuts`. */
interface Run {
  readonly rows: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  readonly loss: LossSpec;
  readonly weighted: boolean;
  readonly seed: number;
  readonly cuts: readonly number[];
}

const LOSSES: readonly LossSpec[] = [
  softmaxCrossEntropy(),
  meanSquaredError(),
  binaryCrossEntropyWithLogits({ posWeight: 3 }),
  huber(0.25),
  meanAbsoluteError(),
  negativeLogLikelihood(),
  negativeLogLikelihood({ ignoreIndex: 1 }),
  smoothL1(0.25),
  softmaxCrossEntropy({ labelSmoothing: 0.2, ignoreIndex: -100 }),
];

const runs: fc.Arbitrary<Run> = fc.integer({ min: 2, max: 23 }).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    inputs: fc.integer({ min: 1, max: 9 }),
    hidden: fc.integer({ min: 1, max: 9 }),
    outputs: fc.integer({ min: 2, max: 5 }),
    loss: fc.constantFrom(...LOSSES),
    weighted: fc.boolean(),
    seed: fc.nat(10_000),
    cuts: fc.subarray(Array.from({ length: rows - 1 }, (_, index) => index + 1)),
  }),
);

function layersOf({ hidden, outputs }: Run): LayerSpec[] {
  return [
    // Layers without parameters come first, some with draws of their own.
    gaussianNoise(0.1),
    dropout(0.1, { sharedAxes: [0] }),
    dense(hidden, { dropConnect: 0.2 }),
    leakyRelu(0.1),
    alphaDropout(0.4),
    dense(3, { bias: false, dropConnect: 0.3 }),
    tanh(),
    stochasticDepth(0.2),
    dense(outputs),
  ];
}

/** The rows from `first` to before `end` of the run's batch at one step. */
function partOf({ rows, inputs, outputs, loss, weighted, seed }: Run, step: number, sites: readonly RandomSite[]) {
  const key = keyFromSeed(seed);
  const numbers = uniform(key, rows * inputs, 1000 * step).map((u) => 2 * u - 1);
  const values = uniform(key, rows * outputs, 1_000_000);
  const ignored = isClassification(loss) ? loss.ignoreIndex : undefined;
  // Some rows are ignored, but never the first.
  const labels = Int32Array.from(randomWords(key, rows, 2_000_000), (word, row) =>
    row === 0 ? 0 : ignored !== undefined && word % 7 < 2 ? ignored : word % outputs,
  );
  // So far apart that f64 sums of them round, too. Some rows weigh nothing, but never all of them.
  const exponents = randomWords(key, rows, 4_000_000);
  const weights = uniform(key, rows, 3_000_000).map((u, row) =>
    row > 0 && u < 0.2 ? 0 : (u + 0.1) * 2 ** ((exponents[row]! % 60) - 30),
  );
  return (first: number, end: number): MicroBatch => ({
    inputs: { shape: [end - first, inputs], data: numbers.slice(first * inputs, end * inputs) },
    targets: isClassification(loss)
      ? { shape: [end - first], data: labels.slice(first, end) }
      : { shape: [end - first, outputs], data: values.slice(first * outputs, end * outputs) },
    ...(weighted ? { weights: weights.slice(first, end) } : {}),
    masks: sites.map((site, index) =>
      maskOfSite(site, { seed, site: index, step, rows: end - first, firstRow: first }),
    ),
  });
}

async function train(run: Run, cuts: readonly number[]): Promise<{ losses: LossSum[]; state: unknown }> {
  const model = sequential({ inputShape: [run.inputs], layers: layersOf(run) });
  const engine = createReferenceEngine(model, { loss: run.loss, seed: run.seed });
  const optimizer = sgd({ learningRate: 0.3, momentum: 0.9, weightDecay: 0.01, clip: clipByNorm(0.5), maxNorm: 0.7 });
  const losses: LossSum[] = [];
  for (const step of [0, 1]) {
    const part = partOf(run, step, engine.randomSites);
    const parts = [0, ...cuts].map((first, index) => part(first, cuts[index] ?? run.rows));
    losses.push(await engine.trainBatch(parts, sgdStep(optimizer, step)).read());
  }
  return { losses, state: await engine.readState() };
}

describe("accumulation", () => {
  it("gives the bits of the whole batch, wherever the batch is cut", async () => {
    await fc.assert(
      fc.asyncProperty(runs, async (run) => {
        expect(await train(run, run.cuts)).toEqual(await train(run, []));
      }),
      { numRuns: 200, seed: 5 },
    );
  });
  it("gives them for single rows", async () => {
    const run: Run = {
      rows: 17,
      inputs: 5,
      hidden: 7,
      outputs: 3,
      loss: softmaxCrossEntropy(),
      weighted: true,
      seed: 1,
      cuts: Array.from({ length: 16 }, (_, index) => index + 1),
    };
    expect(await train(run, run.cuts)).toEqual(await train(run, []));
  });
});
