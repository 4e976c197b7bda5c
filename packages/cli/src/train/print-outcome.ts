import type { Evaluation } from "@lockstep/core";
import { formatBytes, formatCount, formatDifference, formatLoss, formatShare } from "../render/number-format.ts";
import { printParagraph } from "../render/page.ts";
import { plainTable } from "../render/plain-table.ts";
import type { Output } from "../terminal/output.ts";
import type { ExportCheck } from "./check-export.ts";
import { describeStop } from "./describe-stop.ts";
import { describeTrained } from "./describe-training.ts";
import type { Measured } from "./measure-model.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import type { TrainedModel } from "./train-model.ts";
import type { TrainSettings } from "./train-settings.ts";
import { resolve } from "node:path";

/** Prints how the run ended and what it changed. */
export function printOutcome(
  output: Output,
  { report, before, after }: TrainedModel,
  training: PreparedTraining,
  { patience }: TrainSettings,
): void {
  const watched = training.data.validation === null ? "training loss" : "validation loss";
  const kept = `The weights of epoch ${report.bestEpoch! + 1} are kept, with the best ${watched}.`;
  output.write("\n");
  printParagraph(output, `${describeStop(report, patience, watched)} ${kept}`);
  const table = comparisonTable(before, after);
  if (table !== null) output.write(`\n${table}\n\n`);
  const worse = before.validation !== null && after.validation!.loss >= before.validation.loss;
  if (worse) {
    printParagraph(
      output,
      "The validation loss is no better than before: try another --learning-rate, or more --epochs; compare the scale of " +
        "the inputs with what the model was trained on.",
      "yellow",
    );
  }
}

/** Prints where the trained model is, and what it was compared with. */
export function printExport(
  output: Output,
  out: string,
  bytes: number,
  check: ExportCheck,
  { training, runtime }: { readonly training: PreparedTraining; readonly runtime: string },
): void {
  printParagraph(output, `Trained: ${describeTrained(training.facts)}.`);
  printParagraph(output, `Trained model: ${resolve(out)} (${formatBytes(bytes)})`);
  printParagraph(
    output,
    `Opened again in ${runtime}, it gives the engine's predictions on ${formatCount(check.rows)} ` +
      `${check.rows === 1 ? "row" : "rows"}${check.difference === 0 ? "" : ` within ${formatDifference(check.difference)}`}.`,
  );
}

/** Losses and accuracies before and after; null if nothing was measured. */
function comparisonTable(before: Measured, after: Measured): string | null {
  const parts = (["validation", "test"] as const).filter((part) => before[part] !== null);
  if (parts.length === 0) return null;
  const columns = parts.flatMap((part) => {
    const loss = { top: part, bottom: "loss", cell: (of: Evaluation) => formatLoss(of.loss) };
    const accuracy = { top: part, bottom: "accuracy", cell: (of: Evaluation) => formatShare(of.accuracy!) };
    return (before[part]!.accuracy === undefined ? [loss] : [loss, accuracy]).map((column) => ({ part, ...column }));
  });
  const row = (label: string, of: Measured): string[] => [label, ...columns.map(({ part, cell }) => cell(of[part]!))];
  return plainTable(
    [
      ["", ...columns.map(({ top }) => top)],
      ["training", ...columns.map(({ bottom }) => bottom)],
    ],
    [row("before", before), row("after", after)],
  );
}
