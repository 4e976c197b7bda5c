import type { LockstepErrorCode } from "@lockstep/core";
import { siblingModule } from "../child-process/sibling-module.ts";
import { TaskFailedError } from "../child-process/task-failed-error.ts";
import type { TaskFailure } from "../child-process/task-failure.ts";
import { startTaskProcess } from "../child-process/task-process.ts";
import type { EngineName } from "../engines.ts";
import { TrainingProcessError } from "./training-process-error.ts";
import type { EpochProgress, TaskOutcomes, TrainingTask } from "./training-task.ts";

/** A child process that trains on one engine. */
export interface TrainingProcess {
  readonly engine: EngineName;
  /**
   * Does one task; wait for it before giving the next.
   *
   * @param run what messages call it.
   * @throws {TrainingProcessError} naming the run if it fails or the process dies.
   */
  run<Kind extends keyof TaskOutcomes>(
    run: string,
    task: Extract<TrainingTask, { readonly kind: Kind }>,
    onProgress?: (progress: EpochProgress) => void,
  ): Promise<TaskOutcomes[Kind]>;
  /** Ends the process at once. May be called again. */
  close(): void;
}

const CHILD = siblingModule(import.meta.url, "child");

/**
 * Starts a process for one engine. TensorFlow.js and ONNX Runtime must not share a process, and a run that crashes must
 * not take the others with it.
 */
export function startTrainingProcess(engine: EngineName): TrainingProcess {
  const process = startTaskProcess<TrainingTask, TaskOutcomes[keyof TaskOutcomes], EpochProgress>(CHILD, [engine], {
    noun: "training process",
  });
  return {
    engine,
    async run(run, task, onProgress) {
      try {
        return (await process.run(task, onProgress)) as never;
      } catch (error) {
        throw error instanceof TaskFailedError ? failedRun(run, error.failure) : error;
      }
    },
    close: () => process.close(),
  };
}

function failedRun(run: string, { message, stack, code, remedy }: TaskFailure): TrainingProcessError {
  return new TrainingProcessError({
    run,
    message,
    code: code as LockstepErrorCode | undefined,
    remedy,
    details: stack,
  });
}
