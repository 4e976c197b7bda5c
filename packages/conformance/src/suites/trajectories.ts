import { dropoutMask, planBatches, sgd, sgdStep, arrayDataset, type TrainingEngine } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { trajectoryTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../conformance-subject.ts";
import type { TestRunner } from "../test-runner.ts";
import { decodeDoubles, decodeTargets, decodeTensor, decodeTensors } from "../vectors/decode.ts";
import { trajectoryCases } from "../vectors/vector-files.ts";

type TrajectoryCase = (typeof trajectoryCases)[number];

/** Fifty steps of whole runs: same rows and masks at every step, and losses that stay together. */
export function trajectorySuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("trajectories", () => {
    for (const vector of trajectoryCases) {
      const { input, expect } = vector;
      it(`${vector.id}: the batch order is that of the oracle`, () => {
        const plan = planOf(vector);
        for (const [step, rows] of expect.batchRows.entries())
          expectSame(`rows of step ${step}`, rowsOf(plan, step), rows);
      });
      it(`${vector.id}: losses and weights agree with PyTorch in f64`, async () => {
        using engine = await createEngine(subject, vector);
        const losses = await runSteps(engine, vector);
        const expected = decodeDoubles(expect.float64.losses);
        expectClose("losses", losses, expected, trajectoryTolerance(input.model, input, expected));
        const { parameters } = await engine.readState();
        for (const [name, { data }] of Object.entries(decodeTensors(expect.float64.parameters))) {
          // A weight is the sum of its updates: as the losses, a share of the largest.
          const { absolute } = trajectoryTolerance(input.model, input, data);
          expectClose(name, parameters[name]!.data, data, {
            absolute,
            because: "the losses' share, of the largest weight",
          });
        }
      });
      it(`${vector.id}: losses agree with the reference engine`, async () => {
        using engine = await createEngine(subject, vector);
        using reference = createReferenceEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });
        const expected = await runSteps(reference, vector);
        expectClose(
          "losses",
          await runSteps(engine, vector),
          expected,
          trajectoryTolerance(input.model, input, expected),
        );
      });
    }
  });
}

async function createEngine(subject: ConformanceSubject, { input }: TrajectoryCase): Promise<TrainingEngine> {
  return subject.createEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });
}

/** The mean loss of every step. */
async function runSteps(engine: TrainingEngine, vector: TrajectoryCase): Promise<number[]> {
  const { input } = vector;
  const plan = planOf(vector);
  const data = arrayDataset({ inputs: decodeTensor(input.inputs), targets: decodeTargets(input.targets) });
  const optimizer = sgd(input.optimizer);
  const losses: number[] = [];
  for (let step = 0; step < input.steps; step++) {
    const rows = rowsOf(plan, step);
    const masks = engine.randomSites.map(({ rate, shape }, site) =>
      dropoutMask({ seed: BigInt(input.seed), site, step, rate, shape: shape(rows.length) }),
    );
    const { lossSum, weightSum } = await engine
      .trainBatch([{ ...data.gather(rows), masks }], sgdStep(optimizer, step))
      .read();
    losses.push(lossSum / weightSum);
  }
  return losses;
}

function planOf({
  input: { rows, batchSize, lastBatch, order, seed },
}: TrajectoryCase): ReturnType<typeof planBatches> {
  return planBatches({ rowCount: rows, batchSize, lastBatch, order, seed: BigInt(seed) });
}

function rowsOf(plan: ReturnType<typeof planBatches>, step: number): readonly number[] {
  return plan.rows(Math.floor(step / plan.batchesPerEpoch), step % plan.batchesPerEpoch);
}
