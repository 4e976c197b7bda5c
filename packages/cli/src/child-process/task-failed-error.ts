import type { TaskFailure } from "./task-failure.ts";

/** A task failed in its process, or the process died over it. */
export class TaskFailedError extends Error {
  readonly failure: TaskFailure;

  constructor(failure: TaskFailure) {
    super(failure.message);
    this.name = "TaskFailedError";
    this.failure = failure;
  }
}
