import { createReferenceEngine } from "@lockstep/core/reference";
import type { TrainingEngine } from "@lockstep/core";
import { expectClose } from "../check/compare-numbers.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import { trajectoryBudget } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../conformance-subject.ts";
import type { TestRunner } from "../test-runner.ts";
import { sgdRunCases } from "../vectors/sgd-run-cases.ts";
import { checkAgainstPyTorch } from "./trajectories.ts";
import { runSteps } from "./vector-run.ts";

type SgdRunCase = (typeof sgdRunCases)[number];

/** Whole runs with schedules, clipping and max-norm against PyTorch; an engine that declines a part must refuse it. */
export function sgdRunSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const create = async ({ input }: SgdRunCase): Promise<TrainingEngine> =>
    subject.createEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });

  describe("sgd runs", () => {
    for (const vector of sgdRunCases) {
      const { id, clause, input } = vector;
      const { clip, maxNorm } = input.optimizer;
      const { clipping = false, maxNorm: takesMaxNorm = false } = subject.capabilities;
      if ((clip === undefined || clipping) && (maxNorm === undefined || takesMaxNorm)) {
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
      } else {
        it(`${clause} ${id}: the first step is refused`, async () => {
          using engine = await create(vector);
          await expectRefusal("a step that clips or limits norms", "UNSUPPORTED_OPTION", () => runSteps(engine, input));
        });
      }
    }
  });
}

async function meanLosses(engine: TrainingEngine, { input }: SgdRunCase): Promise<readonly number[]> {
  return (await runSteps(engine, input)).map(({ lossSum, weightSum }) => lossSum / weightSum);
}
