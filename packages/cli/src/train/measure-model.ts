import { evaluate, type Evaluation, type TrainingEngine } from "@lockstep/core";
import type { PreparedTraining } from "./prepare-training.ts";

/** What was measured with one state of the weights; null where there are no rows for it. */
export interface Measured {
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
}

const EVALUATION_ROWS = 256;

/** Rows of an evaluation's batches. */
export function evaluationRows({ facts }: Pick<PreparedTraining, "facts">): number {
  return facts.fixedRows ?? EVALUATION_ROWS;
}

/** Measures an engine on the validation and the test rows, dropout off. */
export async function measureModel(engine: TrainingEngine, training: PreparedTraining): Promise<Measured> {
  const { validation, test } = training.data;
  const options = { batchSize: evaluationRows(training) };
  return {
    validation: validation === null ? null : await evaluate(engine, validation, options),
    test: test === null ? null : await evaluate(engine, test, options),
  };
}
