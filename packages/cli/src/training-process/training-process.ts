import { fork } from "node:child_process";
import type { LockstepErrorCode } from "@lockstep/core";
import type { EngineName } from "../engines.ts";
import { TrainingProcessError } from "./training-process-error.ts";
import type { EpochProgress, TaskFailure, TaskOutcomes, TrainingMessage, TrainingTask } from "./training-task.ts";

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

/** Found beside this file with the same extension, so that sources and the built package both work. */
const CHILD = new URL(`./child${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`, import.meta.url);

/** As much of a child's standard error as a report shows. */
const KEPT_CHARACTERS = 4000;

/**
 * Starts a process for one engine. TensorFlow.js and ONNX Runtime must not share a process, and a run that crashes must
 * not take the others with it.
 */
export function startTrainingProcess(engine: EngineName): TrainingProcess {
  const child = fork(CHILD, [engine], { serialization: "advanced", stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let lastErrors = "";
  let ended: string | undefined;
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    lastErrors = (lastErrors + text).slice(-KEPT_CHARACTERS);
  });
  child.on("close", (code, signal) => {
    ended ??=
      signal === null
        ? `the training process ended with exit code ${code}`
        : `the training process was ended by ${signal}`;
  });
  child.on("error", (error) => {
    ended ??= `the training process did not start: ${error.message}`;
  });

  return {
    engine,
    run(run, task, onProgress) {
      return new Promise((resolve, reject) => {
        const settle = (end: () => void): void => {
          child.off("message", onMessage);
          child.off("close", onEnd);
          child.off("error", onEnd);
          end();
        };
        const onEnd = (): void => {
          settle(() => reject(new TrainingProcessError({ run, message: `${ended}.`, details: lastErrors })));
        };
        const onMessage = (message: TrainingMessage): void => {
          if (message.type === "progress") onProgress?.(message.progress);
          else if (message.type === "failed") settle(() => reject(failedRun(run, message.failure)));
          else settle(() => resolve(message.outcome as never));
        };
        if (ended !== undefined) {
          onEnd();
          return;
        }
        child.on("message", onMessage);
        child.on("close", onEnd);
        child.on("error", onEnd);
        // A channel that has just closed is told by "close".
        child.send(task, () => {});
      });
    },
    close() {
      ended ??= "the training process was closed";
      child.kill("SIGKILL");
    },
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
