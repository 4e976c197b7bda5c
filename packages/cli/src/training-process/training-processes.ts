import { processGroup, type ProcessGroup } from "../child-process/process-group.ts";
import type { EngineName } from "../engines.ts";
import { startTrainingProcess, type TrainingProcess } from "./training-process.ts";

/** Training processes that end together. */
export type TrainingProcesses = ProcessGroup<[engine: EngineName], TrainingProcess>;

/** A group of training processes, ended when it is disposed of or the signal fires. */
export function trainingProcesses(signal: AbortSignal): TrainingProcesses {
  return processGroup(signal, startTrainingProcess);
}
