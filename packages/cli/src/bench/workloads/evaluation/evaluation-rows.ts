import { tensor } from "@lockstep/core";
import { EVALUATION_ROWS } from "../../workload-facts.ts";
import { startingWeights } from "../network/benchmark-network.ts";
import { labelledRows, type LabelledBatch } from "../network/labelled-rows.ts";
import { plainMeasures, type PlainMeasures } from "../network/plain-network.ts";
import { ContestantMismatchError } from "../contestant-mismatch-error.ts";
import { requireClose } from "../require-close.ts";

/**
 * The rows that every contestant evaluates. Class k has 2k + 1 rows of a hundred: a network that has learnt nothing takes
 * nearly all rows for one class, and the count of correct ones then tells which.
 */
export function evaluationRows(): LabelledBatch {
  const { inputs } = labelledRows(EVALUATION_ROWS);
  const labels = Int32Array.from({ length: EVALUATION_ROWS }, (_, row) => Math.floor(Math.sqrt(row % 100)));
  return { inputs, targets: tensor([EVALUATION_ROWS], labels) };
}

/** Rows whose two largest outputs are closer than rounding may fall to either class. */
const CLOSE_CALLS = 2;

/**
 * Checks loss and correct rows against the plain loops.
 *
 * @throws {ContestantMismatchError} if they differ by more than rounding.
 */
export function requireMeasures(contestant: string, width: number, { loss, correct }: PlainMeasures): void {
  const expected = plainMeasures(startingWeights(width), evaluationRows());
  requireClose(contestant, "the loss of the rows", loss, expected.loss);
  if (!(Math.abs(correct - expected.correct) <= CLOSE_CALLS)) {
    throw new ContestantMismatchError(contestant, `must count ${expected.correct} correct rows`, correct);
  }
}
