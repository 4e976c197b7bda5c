import {
  alphaDropout,
  dense,
  dropout,
  elu,
  embedding,
  flatten,
  foldIn,
  gaussianDropout,
  gaussianNoise,
  gelu,
  groupNorm,
  gru,
  hardtanh,
  keyFromSeed,
  layerNorm,
  leakyRelu,
  logSoftmax,
  lstm,
  maskOfSite,
  meanSquaredError,
  multiHeadAttention,
  parallel,
  permute,
  positionalEmbedding,
  relu,
  reshape,
  residual,
  selu,
  sequential,
  sigmoid,
  silu,
  softmax,
  softmaxCrossEntropy,
  softplus,
  stochasticDepth,
  tanh,
  uniform,
  type DropoutMask,
  type LayerSpec,
  type LossSpec,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose } from "../check/compare-numbers.ts";
import { differenceTolerance } from "../tolerance/difference-tolerance.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { gradientsOfStep } from "./gradient-probe.ts";
import { directionsOf, projections, slopesAlong, toleranceAlong } from "./slopes-along.ts";

const ROWS = 5;
const FEATURES = 4;
const OUTPUTS = 3;
/** Half the distance between the two points of a difference: roundings weigh as much as curvature there. */
const STEP = 2 ** -6;

/** What stands between two dense layers, the first of which learns through it, and the clauses of its gradient. */
const STACKS: readonly (readonly [clauses: string, ...stack: LayerSpec[]])[] = [
  ["LAY-2", dense(6)],
  ["LAY-3", relu()],
  ["LAY-3", leakyRelu(0.2)],
  ["LAY-4", tanh()],
  ["LAY-4", sigmoid()],
  ["DRP-5", dropout(0.4)],
  ["DRP-3 DRP-5", dropout(0.4, { sharedAxes: [0] })],
  ["DRP-5 DRP-6", alphaDropout(0.4)],
  ["DRP-8", gaussianDropout(0.4)],
  ["DRP-8", gaussianNoise(0.5)],
  ["DRP-5 DRP-10", stochasticDepth(0.4)],
  ["LAY-2 DRP-9", dense(6, { dropConnect: 0.4 })],
  ["NRM-6", layerNorm({ epsilon: 0.1 })],
  ["NRM-7", groupNorm(2, { epsilon: 0.1 })],
  ["NRM-8", gelu()],
  ["NRM-8", gelu({ approximate: "tanh" })],
  ["NRM-9", silu()],
  ["NRM-9", elu(0.5)],
  ["NRM-9", selu()],
  ["NRM-10", softplus()],
  ["NRM-11", hardtanh({ min: -3, max: 3 })],
  ["NRM-12", softmax()],
  ["NRM-12", logSoftmax()],
  [
    "SEQ-7 SEQ-8 SEQ-10",
    reshape([3, 2]),
    gru({ hidden: 2, returnSequence: "all", inputDropout: 0.3, recurrentDropout: 0.3 }),
    flatten(),
  ],
  [
    "SEQ-7 SEQ-9 SEQ-10",
    reshape([3, 2]),
    lstm({ hidden: 2, layers: 2, bidirectional: true, inputDropout: 0.3, recurrentDropout: 0.3 }),
    flatten(),
  ],
  ["SEQ-5 SEQ-6", reshape([3, 2]), multiHeadAttention({ heads: 2, dropout: 0.3 }), flatten()],
  ["SEQ-5", reshape([3, 2]), multiHeadAttention({ heads: 1, causal: true }), flatten()],
  ["SEQ-4", reshape([3, 2]), positionalEmbedding(), flatten()],
  ["POL-6 POL-7", reshape([3, 2]), permute([1, 0]), flatten()],
  ["NET-1", residual({ body: [dense(6), tanh(), dropout(0.3)] })],
  ["NET-2", parallel([[dense(2), tanh()], [dense(3)], []])],
];

/** The losses that the gradients are those of, and their clauses. */
const LOSSES: readonly (readonly [clause: string, loss: LossSpec])[] = [
  ["LSS-2", softmaxCrossEntropy()],
  ["LSS-4", meanSquaredError()],
];

/**
 * Gradients of every layer under both losses against differences of the engine's own forward pass: an engine whose
 * backward pass does not belong to its forward pass cannot hold both this and the vectors.
 */
export function centralDifferenceSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("central differences", () => {
    for (const [lossClause, loss] of LOSSES) {
      for (const [clauses, ...stack] of STACKS) {
        const [only] = stack.length === 1 ? stack : [undefined];
        it(`${clauses} ${lossClause} gradient.differences: ${JSON.stringify(only ?? stack)} under ${loss.kind}`, () =>
          checkModel(subject, loss, [dense(6), ...stack, dense(OUTPUTS)], numbers([ROWS, FEATURES], 1)));
      }
      it(`SEQ-2 ${lossClause} gradient.differences: an embedding under ${loss.kind}`, () => {
        const ids = Float32Array.from({ length: 2 * ROWS }, (_, index) => index % 3);
        const layers = [embedding(4, 3), tanh(), flatten(), dense(OUTPUTS)];
        return checkModel(subject, loss, layers, { shape: [ROWS, 2], data: ids });
      });
    }
  });
}

async function checkModel(
  subject: ConformanceSubject,
  loss: LossSpec,
  layers: readonly LayerSpec[],
  inputs: Tensor,
): Promise<void> {
  const model = sequential({ inputShape: inputs.shape.slice(1), layers });
  using engine = await subject.createEngine(model, { loss, seed: 11 });
  const masks = engine.randomSites.map((randomSite, site) =>
    maskOfSite(randomSite, { seed: 11, site, step: 0, rows: ROWS }),
  );
  const targets = loss.kind === "mean-squared-error" ? numbers([ROWS, OUTPUTS], 2) : classes();
  const gradients = await gradientsOfStep(engine, { inputs, targets, masks });
  const { parameters } = await engine.readState();
  const allowed = modelTolerances(subject, model, { rows: ROWS, loss });
  const outputs = (await engine.predict(inputs, masks)).data;
  // Rows round on their own, and a mean of them by √rows less; a row's loss moves by 2·|p - 1| or 2·|y - t| at most for δ.
  const apart = outputs.reduce((most, y, index) => Math.max(most, Math.abs(y - (targets.data[index] ?? 0))), 1);
  const slope = 2 * (loss.kind === "mean-squared-error" ? apart : 1);
  const valueError = (slope * allowed.output(outputs).absolute) / Math.sqrt(ROWS);
  for (const name of Object.keys(parameters)) {
    const { shape, data } = parameters[name]!;
    const valueAt = async (moved: Float32Array): Promise<number> => {
      await engine.writeState({ parameters: { ...parameters, [name]: { shape, data: moved } } });
      return meanLoss(engine, loss, inputs, targets, masks);
    };
    const directions = directionsOf(subject, data.length);
    const slopes = await slopesAlong(data, directions, STEP, valueAt);
    const halfStepSlopes = await slopesAlong(data, directions, STEP / 2, valueAt);
    const gradient = projections(gradients[name]!, data, directions, STEP);
    const measured = differenceTolerance({ step: STEP, slopes, halfStepSlopes, valueError });
    const read = allowed.gradient(slopes, 0, data);
    expectClose(name, gradient, slopes, toleranceAlong(directions, measured, read));
  }
}

/** The mean loss in f64, from the engine's outputs under the same masks as the training step. */
async function meanLoss(
  engine: TrainingEngine,
  loss: LossSpec,
  inputs: Tensor,
  targets: Tensor<Float32Array | Int32Array>,
  masks: readonly DropoutMask[],
): Promise<number> {
  const { data } = await engine.predict(inputs, masks);
  let sum = 0;
  for (let row = 0; row < ROWS; row++) {
    const outputs = Array.from(data.subarray(row * OUTPUTS, (row + 1) * OUTPUTS));
    if (loss.kind === "mean-squared-error") {
      sum +=
        outputs.reduce((total, y, column) => total + (y - targets.data[row * OUTPUTS + column]!) ** 2, 0) / OUTPUTS;
    } else {
      sum += Math.log(outputs.reduce((total, z) => total + Math.exp(z), 0)) - outputs[targets.data[row]!]!;
    }
  }
  return sum / ROWS;
}

/** Numbers in [-1, 1). */
function numbers(shape: readonly number[], stream: number): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return { shape, data: uniform(foldIn(keyFromSeed(11), stream), count).map((u) => 2 * u - 1) };
}

function classes(): Tensor<Int32Array> {
  return { shape: [ROWS], data: Int32Array.from({ length: ROWS }, (_, row) => row % OUTPUTS) };
}
