import type { TaskFailure } from "./task-failure.ts";

/** What a process says while it does a task. */
export type TaskMessage<Outcome, Progress> =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "done"; readonly outcome: Outcome }
  | { readonly type: "failed"; readonly failure: TaskFailure };
