import type { TrainingReport } from "@lockstep/core";
import { TrainingFailure } from "./training-failure.ts";

/** Why a run whose loss was never finite has no weights worth keeping. */
export function divergedFailure({ stopEpoch }: Pick<TrainingReport, "stopEpoch">): TrainingFailure {
  return new TrainingFailure(
    `The loss was not finite after epoch ${(stopEpoch ?? 0) + 1}: there are no weights to keep, and no file was written.`,
    "Lower --learning-rate, or limit gradients with --clip-norm 1; look at the scale of inputs and targets.",
  );
}
