import { keepBits, type TrainingEngine } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { statedTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles, decodeTensors } from "../vectors/decode.ts";
import { trajectoryBudget } from "../tolerance/trajectory-budget.ts";
import { trajectoryCases } from "../vectors/vector-files.ts";
import { dataOf, masksOf, rowsOf, runSteps } from "./vector-run.ts";

type TrajectoryCase = (typeof trajectoryCases)[number];

/** Fifty steps of whole runs: same rows and masks at every step, and losses that stay together. */
export function trajectorySuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("trajectories", () => {
    for (const vector of trajectoryCases) {
      const { input, expect } = vector;
      const title = `${vector.clause} ${vector.id}`;
      it(`${title}: the batch order and the counts of kept units are those of the oracle`, async () => {
        using engine = await createEngine(subject, vector);
        for (const [step, rows] of expect.batchRows.entries()) {
          expectSame(`rows of step ${step}`, rowsOf(input, step), rows);
          const masks = masksOf(input, engine, step, rows.length);
          const kept = masks.map((mask) => keepBits(mask).reduce((sum, bit) => sum + bit, 0));
          expectSame(`kept units of step ${step}`, kept, expect.keptCounts[step]!);
        }
      });
      it(`${title}: losses, weights and the final evaluation agree with PyTorch in f64`, async () => {
        using engine = await createEngine(subject, vector);
        await checkAgainstPyTorch(engine, vector);
      });
      it(`${title}: losses agree with the reference engine`, async () => {
        using engine = await createEngine(subject, vector);
        using reference = createReferenceEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });
        const expected = await meanLosses(reference, vector);
        expectClose("losses", await meanLosses(engine, vector), expected, trajectoryBudget(input, expected));
      });
    }
  });
}

/** Trains an engine as a run of the vectors says, and compares what came of it. */
export async function checkAgainstPyTorch(
  engine: TrainingEngine,
  vector: Pick<TrajectoryCase, "input" | "tolerance"> & { readonly expect: Pick<TrajectoryCase["expect"], "float64"> },
): Promise<void> {
  const { losses, parameters, evaluation } = vector.expect.float64;
  const within = (expected: ArrayLike<number>): ReturnType<typeof statedTolerance> =>
    statedTolerance(
      vector.tolerance,
      expected,
      "the vector's, a power of ten above eight times what PyTorch's own f32 run strays from f64",
    );
  const expectedLosses = decodeDoubles(losses);
  expectClose("losses", await meanLosses(engine, vector), expectedLosses, within(expectedLosses));
  const state = await engine.readState();
  for (const [name, { data }] of Object.entries(decodeTensors(parameters))) {
    expectClose(name, state.parameters[name]!.data, data, within(data));
  }
  const { inputs, targets } = dataOf(vector.input);
  const sums = await engine.evaluateBatch({ inputs, targets });
  const expectedLoss = decodeDoubles(evaluation.loss);
  expectClose("evaluation", [sums.lossSum / sums.weightSum], expectedLoss, within(expectedLoss));
  if (evaluation.correctCount !== undefined) {
    expectSame("correct rows", [sums.correctCount ?? NaN], [evaluation.correctCount]);
  }
}

async function createEngine(subject: ConformanceSubject, { input }: TrajectoryCase): Promise<TrainingEngine> {
  return subject.createEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });
}

async function meanLosses(
  engine: TrainingEngine,
  { input }: Pick<TrajectoryCase, "input">,
): Promise<readonly number[]> {
  return (await runSteps(engine, input)).map(({ lossSum, weightSum }) => lossSum / weightSum);
}
