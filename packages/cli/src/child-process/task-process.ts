import { fork } from "node:child_process";
import { TaskFailedError } from "./task-failed-error.ts";
import type { TaskMessage } from "./task-message.ts";

/** A child process that does one task after the other. */
export interface TaskProcess<Task, Outcome, Progress> {
  /**
   * Does one task; wait for it before giving the next.
   *
   * @throws {TaskFailedError} if it fails or the process dies; then the stack is what the process last said.
   */
  run(task: Task, onProgress?: (progress: Progress) => void): Promise<Outcome>;
  /** Ends the process at once. May be called again. */
  close(): void;
}

/** As much of a child's standard error as a report shows. */
const KEPT_CHARACTERS = 4000;

/**
 * Starts a process that answers tasks by {@link TaskMessage}s.
 *
 * @param options.noun what messages call it: `training process`.
 * @param options.nodeFlags of Node itself, besides those of this process.
 */
export function startTaskProcess<Task extends object, Outcome, Progress = never>(
  entry: URL,
  args: readonly string[],
  options: { readonly noun: string; readonly nodeFlags?: readonly string[] },
): TaskProcess<Task, Outcome, Progress> {
  const { noun, nodeFlags = [] } = options;
  const child = fork(entry, [...args], {
    execArgv: [...process.execArgv, ...nodeFlags],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let lastErrors = "";
  let ended: string | undefined;
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    lastErrors = (lastErrors + text).slice(-KEPT_CHARACTERS);
  });
  child.on("close", (code, signal) => {
    ended ??= signal === null ? `the ${noun} ended with exit code ${code}` : `the ${noun} was ended by ${signal}`;
  });
  child.on("error", (error) => {
    ended ??= `the ${noun} did not start: ${error.message}`;
  });

  return {
    run(task, onProgress) {
      return new Promise((resolve, reject) => {
        const settle = (end: () => void): void => {
          child.off("message", onMessage);
          child.off("close", onEnd);
          child.off("error", onEnd);
          end();
        };
        const onEnd = (): void => {
          settle(() => reject(new TaskFailedError({ message: `${ended}.`, stack: lastErrors })));
        };
        const onMessage = (message: TaskMessage<Outcome, Progress>): void => {
          if (message.type === "progress") onProgress?.(message.progress);
          else if (message.type === "failed") settle(() => reject(new TaskFailedError(message.failure)));
          else settle(() => resolve(message.outcome));
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
      ended ??= `the ${noun} was closed`;
      child.kill("SIGKILL");
    },
  };
}
