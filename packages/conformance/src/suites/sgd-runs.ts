import { createReferenceEngine } from "@lockstep/core/reference";
import type { TrainingEngine } from "@lockstep/core";
import { expectClose } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { trajectoryBudget } from "../tolerance/trajectory-budget.ts";
import { sgdRunCases } from "../vectors/sgd-run-cases.ts";
import { checkAgainstPyTorch } from "./trajectories.ts";
import { runSteps } from "./vector-run.ts";

type SgdRunCase = (typeof sgdRunCases)[number];

/** Whole runs with schedules, clipping and max-norm against PyTorch. */
export function sgdRunSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const create = async ({ input }: SgdRunCase): Promise<TrainingEngine> =>
    subject.createEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });

  describe("sgd runs", () => {
    for (const vector of sgdRunCases) {
      const { id, clause, input } = vector;
      it(`${clause} ${id}: losses, weights and the final evaluation agree with PyTorch in f64`, async () => {
        using engine = await create(vector);
        await checkAgainstPyTorch(engine, vector);
      });
      it(`${clause} ${id}: losses agree with the reference engine`, async () => {
        using engine = await create(vector);
        using reference = createReferenceEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });
        const [actual, expected] = [await meanLosses(engine, vector), await meanLosses(reference, vector)];
        expectClose("losses", actual, expected, trajectoryBudget(input, expected));
      });
    }
  });
}

async function meanLosses(engine: TrainingEngine, { input }: SgdRunCase): Promise<readonly number[]> {
  return (await runSteps(engine, input)).map(({ lossSum, weightSum }) => lossSum / weightSum);
}
