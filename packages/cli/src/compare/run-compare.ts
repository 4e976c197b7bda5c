import type { EngineName } from "../engines.ts";
import { formatDuration } from "../render/number-format.ts";
import { printParagraph } from "../render/page.ts";
import { learningCurves } from "../render/picture/learning-curves.ts";
import type { Output } from "../terminal/output.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import { tryWrite } from "../terminal/try-write.ts";
import { trainingProcesses, type TrainingProcesses } from "../training-process/training-processes.ts";
import { labelsHeading, pictureCaption } from "./captions.ts";
import { compareAgreement } from "./compare-agreement.ts";
import type { CompareOptions, RemediesOptions } from "./compare-options.ts";
import { compareRemedies } from "./compare-remedies.ts";
import { compareReport, type RemediesFindings } from "./compare-report.ts";

/**
 * Runs both parts, prints their tables, and then writes the files.
 *
 * @param signal ends everything at once; nothing is written then.
 * @param openProcesses where training happens. @default child processes
 * @returns 1 if engines disagree or a file could not be written, otherwise 0.
 */
export async function runCompare(
  options: CompareOptions,
  output: Output,
  signal: AbortSignal,
  openProcesses: (signal: AbortSignal) => TrainingProcesses = trainingProcesses,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const { dataset, jobs, json, picture } = options;
  using processes = openProcesses(signal);
  const context = { dataset, jobs, output, startProcess: (engine: EngineName) => processes.start(engine) };
  try {
    const remedies = options.remedies === null ? null : await compareRemedies(options.remedies, context);
    const agreement = options.agreement === null ? null : await compareAgreement(options.agreement, context);
    output.write("\n");
    const written = [
      picture === null ||
        remedies === null ||
        tryWrite(output, "Learning curves", picture, () => drawPicture(options, options.remedies!, remedies)),
      json === null ||
        tryWrite(
          output,
          "All figures",
          json,
          () => `${JSON.stringify(compareReport(options, remedies, agreement), null, 2)}\n`,
        ),
    ];
    printParagraph(output, `Done in ${formatDuration(performance.now() - startedAt)}.`);
    const agrees = agreement === null || agreement.table.agrees;
    return agrees && written.every(Boolean) ? 0 : 1;
  } catch (error) {
    // The processes that an interruption ends fail their runs; what to tell is the interruption.
    signal.throwIfAborted();
    throw error;
  }
}

function drawPicture(
  { dataset }: CompareOptions,
  options: RemediesOptions,
  { tables, runs }: RemediesFindings,
): string {
  return learningCurves(runs, {
    title: `Dropout and early stopping on ${dataset.name}`,
    caption: pictureCaption(dataset, options),
    headings: new Map(tables.map(({ labels }) => [labels, labelsHeading(labels, options)])),
  });
}
