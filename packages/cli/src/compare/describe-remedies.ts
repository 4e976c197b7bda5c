import { formatChange, formatCount, formatEpoch, formatEpochs, formatLoss } from "../render/number-format.ts";
import type { RemedySummary } from "./summarise-remedies.ts";
import { spreadsOverlap } from "./spread.ts";

/**
 * What the first table shows for one kind of labels, in sentences made of its figures: they hold whichever way the
 * figures go. A difference that the seeds alone could explain is marked.
 *
 * @param labels how the sentences call the labels: `Clean labels`.
 * @param seedCount how many seeds the figures are means of.
 */
export function describeRemedies(labels: string, rows: readonly RemedySummary[], seedCount: number): readonly string[] {
  const row = (name: RemedySummary["remedy"]): RemedySummary => rows.find(({ remedy }) => remedy === name)!;
  const none = row("none");
  const stopping = row("early stopping");
  const others = [stopping, row("dropout"), row("both")].map(({ remedy, testErrors }) => {
    const change = formatChange(none.testErrors.mean, testErrors.mean);
    const overlap = seedCount > 1 && spreadsOverlap(none.testErrors, testErrors) ? ", seeds overlap" : "";
    return `${formatCount(testErrors.mean)} with ${remedy} (${change}${overlap})`;
  });
  const lossChange = formatChange(none.testLoss.mean, stopping.testLoss.mean);
  return [
    `${labels}: ${formatCount(none.testErrors.mean)} test errors with none, ${others.join(", ")}.`,
    `Early stopping alone: test loss ${formatLoss(stopping.testLoss.mean)} instead of ` +
      `${formatLoss(none.testLoss.mean)} (${lossChange}), ${formatEpochs(stopping.stopEpoch.mean)} instead of ` +
      `${formatEpoch(none.stopEpoch.mean)}.`,
  ];
}
