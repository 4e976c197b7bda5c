import {
  batchNorm,
  dense,
  flatten,
  meanSquaredError,
  reshape,
  residual,
  sequential,
  softmaxCrossEntropy,
  tanh,
  type LayerSpec,
  type LossSpec,
  type MicroBatch,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { differenceTolerance } from "../tolerance/difference-tolerance.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { arrayOf, batchNormBatch, STILL } from "./batch-norm-run.ts";
import { gradientsOfStep } from "./gradient-probe.ts";
import { directionsOf, projections, slopesAlong, toleranceAlong } from "./slopes-along.ts";

const ROWS = 7;
const OUTPUTS = 3;
/** Half the distance between the two points of a difference, as in the suite of central differences. */
const STEP = 2 ** -6;

/** With an epsilon that keeps the curvature low. */
const STACKS: readonly (readonly [what: string, ...stack: LayerSpec[]])[] = [
  ["on rows of channels", batchNorm({ epsilon: 0.1 })],
  ["on rows of channels and positions", reshape([2, 3]), batchNorm({ epsilon: 0.1 }), flatten()],
  ["without weight and bias", batchNorm({ epsilon: 0.1, affine: false }), tanh()],
  ["without running statistics", batchNorm({ epsilon: 0.1, trackRunningStats: false })],
  ["inside a residual layer", residual({ body: [dense(6), batchNorm({ epsilon: 0.1 }), tanh()] })],
];

const LOSSES: readonly (readonly [clause: string, loss: LossSpec])[] = [
  ["LSS-2", softmaxCrossEntropy()],
  ["LSS-4", meanSquaredError()],
];

/** How the rows are cut, and what each weighs. */
const CUTS: readonly (readonly [
  clauses: string,
  what: string,
  cuts: readonly number[],
  weights?: readonly number[],
])[] = [
  ["NRM-2", "a whole batch", [0, ROWS]],
  ["NRM-4", "two micro-batches", [0, 3, ROWS]],
  ["NRM-4", "rows that weigh", [0, ROWS], [1, 0, 2, 0.5, 1, 3, 0]],
];

/**
 * Batch norm's gradients against differences of the engine's own loss in training, where a row's output depends on the rows
 * beside it. Prediction cannot serve: it has the running statistics.
 */
export function batchNormDifferenceSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("batch norm differences", () => {
    for (const [lossClause, loss] of LOSSES) {
      for (const [what, ...stack] of STACKS) {
        for (const [clauses, cut, cuts, weights] of CUTS) {
          it(`${clauses} ${lossClause} batch-norm.differences: ${what}, ${cut}, under ${loss.kind}`, () =>
            check(subject, loss, stack, partsOf(loss, cuts, weights)));
        }
      }
    }
  });
}

async function check(
  subject: ConformanceSubject,
  loss: LossSpec,
  stack: readonly LayerSpec[],
  parts: readonly MicroBatch[],
): Promise<void> {
  const layers = [dense(6), ...stack, dense(OUTPUTS)];
  const model = sequential({ inputShape: [6], layers });
  using engine = await subject.createEngine(model, { loss, seed: 11 });
  const gradients = await gradientsOfStep(engine, ...parts);
  const { parameters } = await engine.readState();
  const allowed = modelTolerances(subject, model, { rows: ROWS, loss });
  // The loss of a row moves by 2·|y - t| or 2·|p - 1| at most for an error of its outputs.
  const valueError = 2 * allowed.loss([await trainingLoss(engine, parameters, parts), 1]).absolute;
  for (const name of Object.keys(parameters)) {
    const { shape, data } = parameters[name]!;
    const valueAt = (moved: Float32Array): Promise<number> =>
      trainingLoss(engine, { ...parameters, [name]: { shape, data: moved } }, parts);
    const directions = directionsOf(subject, data.length);
    const slopes = await slopesAlong(data, directions, STEP, valueAt);
    const halfStepSlopes = await slopesAlong(data, directions, STEP / 2, valueAt);
    const gradient = projections(gradients[name]!, data, directions, STEP);
    const measured = differenceTolerance({ step: STEP, slopes, halfStepSlopes, valueError });
    const read = allowed.gradient(slopes, 0, data);
    expectClose(name, gradient, slopes, toleranceAlong(directions, measured, read));
  }
}

/** The mean loss of a step that moves nothing, from these weights. */
async function trainingLoss(
  engine: TrainingEngine,
  parameters: Awaited<ReturnType<TrainingEngine["readState"]>>["parameters"],
  parts: readonly MicroBatch[],
): Promise<number> {
  await engine.writeState({ parameters });
  const { lossSum, weightSum } = await engine.trainBatch(parts, STILL).read();
  return lossSum / weightSum;
}

/** The rows of the batch norm's other cases, flat. */
function partsOf(loss: LossSpec, cuts: readonly number[], weights?: readonly number[]): readonly MicroBatch[] {
  return cuts.slice(1).map((to, part) => {
    const from = cuts[part]!;
    const { inputs, targets } = batchNormBatch(from, to);
    const rows = to - from;
    const values = { shape: [rows, OUTPUTS], data: targets.data.filter((_, index) => index % 2 === 0) as Float32Array };
    const classes = { shape: [rows], data: Int32Array.from({ length: rows }, (_, row) => (from + row) % OUTPUTS) };
    return {
      inputs: arrayOf([rows, 6], ...inputs.data),
      targets: loss.kind === "mean-squared-error" ? values : classes,
      ...(weights === undefined ? {} : { weights: Float32Array.from(weights.slice(from, to)) }),
      masks: [],
    };
  });
}
