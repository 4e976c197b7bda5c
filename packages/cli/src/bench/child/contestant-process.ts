import { siblingModule } from "../../child-process/sibling-module.ts";
import { TaskFailedError } from "../../child-process/task-failed-error.ts";
import type { TaskFailure } from "../../child-process/task-failure.ts";
import { startTaskProcess } from "../../child-process/task-process.ts";
import type { Contestant, WorkloadName } from "../workload.ts";
import type { BenchOutcomes, BenchTask } from "./bench-task.ts";

/** A process that does one workload by one contestant. */
export interface ContestantProcess {
  readonly contestant: Contestant;
  /**
   * Does one task; wait for it before giving the next.
   *
   * @returns what it came to, or what went wrong; then the process has been ended.
   */
  run<Kind extends keyof BenchOutcomes>(
    task: Extract<BenchTask, { readonly kind: Kind }>,
  ): Promise<{ readonly outcome: BenchOutcomes[Kind] } | { readonly failure: TaskFailure }>;
  /** Ends the process at once. May be called again. */
  close(): void;
}

const CHILD = siblingModule(import.meta.url, "bench-child");

/** A task that takes longer has hung: one slice is over in seconds. */
const LONGEST_TASK_MILLISECONDS = 120_000;

/** Starts a process for one contestant. Peers must never share one, with each other or with ours. */
export function startContestantProcess(
  module: string,
  workload: WorkloadName,
  contestant: Contestant,
  longestTask: number = LONGEST_TASK_MILLISECONDS,
): ContestantProcess {
  const process = startTaskProcess<BenchTask, BenchOutcomes[keyof BenchOutcomes]>(
    CHILD,
    [module, workload, contestant.name],
    { noun: "process", nodeFlags: ["--expose-gc"] },
  );
  return {
    contestant,
    async run(task) {
      let overdue = false;
      const timer = setTimeout(() => {
        overdue = true;
        process.close();
      }, longestTask);
      try {
        return { outcome: (await process.run(task)) as never };
      } catch (error) {
        process.close();
        if (!(error instanceof TaskFailedError)) throw error;
        const message = `it did not end within ${longestTask / 1000} s`;
        return { failure: overdue ? { message, stack: "" } : error.failure };
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => process.close(),
  };
}
