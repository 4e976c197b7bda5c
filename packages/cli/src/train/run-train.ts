import { decodeCheckpoint, type Checkpoint } from "@lockstep/core";
import { readDataFile } from "../data/read-data-file.ts";
import { reportEnvironment } from "../report-environment.ts";
import { formatDuration } from "../render/number-format.ts";
import { printHeading, printParagraph } from "../render/page.ts";
import { trainingCurves } from "../render/picture/training-curves.ts";
import { InterruptedError } from "../terminal/interrupted-error.ts";
import type { Output } from "../terminal/output.ts";
import { INTERRUPTION_CODES, type ExitCode } from "../terminal/exit-code.ts";
import { tryWrite } from "../terminal/try-write.ts";
import { writeWhole } from "../terminal/whole-file.ts";
import { checkExport, type ExportCheck } from "./check-export.ts";
import { describeTraining } from "./describe-training.ts";
import { loadOrtRuntime } from "./load-ort-runtime.ts";
import { openFile } from "./open-file.ts";
import type { ModelSelection } from "./open-model.ts";
import type { OpenedFile } from "./opened-file.ts";
import type { OrtRuntime } from "./ort-runtime.ts";
import { prepareFromFlags } from "./prepare-from-flags.ts";
import { inspectOnly, type PreparedTraining } from "./prepare-training.ts";
import { printModel } from "./print-model.ts";
import { printExport, printOutcome } from "./print-outcome.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { resolveTrainFiles, type TrainFiles } from "./resolve-train-files.ts";
import type { TrainFlags } from "./train-flags.ts";
import { trainModel, type TrainedModel } from "./train-model.ts";
import { trainReport } from "./train-report.ts";
import type { TrainSettings } from "./train-settings.ts";

/** A run from its options to its files. */
interface Session {
  readonly file: OpenedFile;
  readonly training: PreparedTraining;
  readonly settings: TrainSettings;
  readonly files: TrainFiles;
  readonly output: Output;
}

/**
 * Trains an `.onnx` file, or shows what of it would be trained.
 *
 * @param signal ends training; weights that are better than those before are kept and written all the same.
 * @param loadRuntime what computes. @default ONNX Runtime Web
 * @returns 1 if a file besides the model could not be written, the interruption's code after one, otherwise 0.
 * @throws {LockstepError} for options, model or data that do not fit, before any work.
 * @throws {TrainingFailure} if there is nothing to write. No file is touched then.
 */
export async function runTrain(
  path: string,
  flags: TrainFlags,
  output: Output,
  signal: AbortSignal,
  loadRuntime: (threads: number) => Promise<OrtRuntime> = loadOrtRuntime,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const settings = resolveSettings(flags);
  const file = openFile(path);
  const selection: ModelSelection = {
    trainable: flags.trainable,
    freeze: flags.freeze ?? [],
    output: flags.outputName,
    dimensions: settings.dimensions,
  };
  if (flags.list === true) {
    list(file, flags, settings, selection, output);
    return 0;
  }
  const files = resolveTrainFiles(file, flags);
  const training = prepareFromFlags(file, flags, settings, selection);
  const resume: Checkpoint | null = flags.resume === undefined ? null : decodeCheckpoint(readDataFile(flags.resume));
  printHeading(output, `Training ${file.name}`);
  for (const sentence of describeTraining(training, settings)) printParagraph(output, sentence);
  noteBytes(output, training, flags);
  signal.throwIfAborted();
  const runtime = await loadRuntime(settings.threads);
  using engine = await runtime.createEngine(file.bytes, training.modelOptions);
  const context = { output, signal, resume, checkpoint: files.checkpoint };
  const outcome = await trainModel(engine, training, settings, context);
  printOutcome(output, outcome, training, settings);
  const exported = await engine.exportModel();
  const rows = training.data.validation ?? training.data.training;
  const check = await checkExport(exported, { file, training, runtime, engine, rows });
  writeWhole(files.out, exported);
  printExport(output, files.out, exported.length, check, { training, runtime: runtime.version });
  const written = writeRest(
    { file, training, settings, files, output },
    outcome,
    check,
    exported.length,
    runtime.version,
  );
  printParagraph(output, `Done in ${formatDuration(performance.now() - startedAt)}.`);
  if (signal.reason instanceof InterruptedError) return INTERRUPTION_CODES[signal.reason.signal];
  return written ? 0 : 1;
}

/** With data, everything is checked and told that a run would need. */
function list(
  file: OpenedFile,
  flags: TrainFlags,
  settings: TrainSettings,
  selection: ModelSelection,
  output: Output,
): void {
  const training =
    flags.data === undefined && flags.inputs === undefined && flags.targets === undefined
      ? null
      : prepareFromFlags(file, flags, settings, selection);
  printHeading(output, file.name);
  printModel(output, training?.facts ?? inspectOnly(file, selection));
  if (training !== null) {
    for (const sentence of describeTraining(training, settings)) printParagraph(output, sentence);
    noteBytes(output, training, flags);
  }
  printParagraph(output, "Nothing was trained and no file was written: --list only looks.", "dim");
}

/** Bytes as they are make most models learn badly, and nothing else tells. */
function noteBytes(output: Output, { data }: PreparedTraining, flags: TrainFlags): void {
  if (!data.bytes || flags.scale !== undefined || flags.standardize === true || flags.mean !== undefined) return;
  printParagraph(
    output,
    "The inputs are bytes, 0 to 255, and reach the model as they are: use --scale 1/255 if it was trained on [0, 1].",
    "yellow",
  );
}

function writeRest(
  { file, training, settings, files, output }: Session,
  outcome: TrainedModel,
  check: ExportCheck,
  bytes: number,
  runtime: string,
): boolean {
  const { json, plot, out } = files;
  const written = [
    plot === null ||
      tryWrite(output, "Learning curves", plot, () =>
        trainingCurves(outcome.report, {
          title: `Training ${file.name} on ${training.dataName}`,
          caption: describeTraining(training, settings).join(" "),
        }),
      ),
    json === null ||
      tryWrite(output, "All figures", json, () => {
        const report = trainReport(training, settings, outcome, {
          trained: { ...check, path: out, bytes },
          environment: { ...reportEnvironment(), runtime },
        });
        return `${JSON.stringify(report, null, 2)}\n`;
      }),
  ];
  return written.every(Boolean);
}
