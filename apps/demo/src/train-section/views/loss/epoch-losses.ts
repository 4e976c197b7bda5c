import type { EpochRecord } from "@lockstep/core";
import { finiteOrNull } from "../plot/finite-or-null.ts";

/** Columns of a plot: the epochs as people count them, then training and validation loss of each backend. */
export type EpochLosses = [number[], ...(number | null)[][]];

/** Lines up the histories of backends by epoch; what was not measured, or is not finite, is null. */
export function epochLosses(histories: readonly (readonly EpochRecord[])[]): EpochLosses {
  const epochs = 1 + Math.max(-1, ...histories.map((history) => history.at(-1)?.epoch ?? -1));
  const columns = histories.flatMap((history) => {
    const training: (number | null)[] = Array.from({ length: epochs }, () => null);
    const validation = [...training];
    for (const { epoch, trainingLoss, validationLoss } of history) {
      training[epoch] = finiteOrNull(trainingLoss);
      validation[epoch] = finiteOrNull(validationLoss);
    }
    return [training, validation];
  });
  return [Array.from({ length: epochs }, (_, epoch) => epoch + 1), ...columns];
}
