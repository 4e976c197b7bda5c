import type { EngineName } from "../engines.ts";
import { formatEpochs, formatLoss } from "../render/number-format.ts";
import type { Progress } from "../render/progress.ts";
import { runInLanes } from "../training-process/run-in-lanes.ts";
import type { TrainingProcess } from "../training-process/training-process.ts";
import type { TrainingOutcome } from "../training-process/training-task.ts";
import type { PlannedRun } from "./plan-remedies.ts";

/** A run of the first table with what came of it. */
export interface FinishedRun extends Omit<PlannedRun, "label"> {
  readonly outcome: TrainingOutcome;
}

/**
 * Trains all runs of the first table, `jobs` at a time, each lane in a process of its own.
 *
 * @returns the runs in the order of the plan.
 */
export async function runRemedies(
  plan: readonly PlannedRun[],
  options: {
    readonly engine: EngineName;
    readonly jobs: number;
    readonly startProcess: (engine: EngineName) => TrainingProcess;
    readonly progress: Progress;
  },
): Promise<readonly FinishedRun[]> {
  const { engine, jobs, startProcess, progress } = options;
  // Runs that go to the last epoch first, so that no lane is left alone with a long one.
  const order = plan.toSorted((a, b) => Number(a.remedy.stopping) - Number(b.remedy.stopping));
  const processes: TrainingProcess[] = [];
  const outcomes = await runInLanes(order, jobs, async ({ label, recipe }, lane) => {
    processes[lane] ??= startProcess(engine);
    progress.start(label);
    const outcome = await processes[lane].run(label, { kind: "train", recipe }, (epoch) =>
      progress.advance(label, epoch),
    );
    progress.finish(label, describe(outcome));
    return outcome;
  });
  for (const process of processes) process.close();
  return plan.map(({ labels, remedy, seed, recipe }, index) => ({
    labels,
    remedy,
    seed,
    recipe,
    outcome: outcomes[order.indexOf(plan[index]!)]!,
  }));
}

function describe({ report, test }: TrainingOutcome): string {
  return `${formatEpochs(report.history.length)}, test loss ${formatLoss(test.loss)}`;
}
