import type { EngineName } from "../engines.ts";
import { formatEpochs } from "../render/number-format.ts";
import type { Progress } from "../render/progress.ts";
import { runInLanes } from "../training-process/run-in-lanes.ts";
import type { TrainingProcess } from "../training-process/training-process.ts";
import type { RecordedRun } from "../training-process/training-task.ts";
import type { AgreementOptions, DatasetFacts } from "./compare-options.ts";
import { recipeOf } from "./recipe-of.ts";

/** One engine's run of the second table. */
export interface EngineRun {
  readonly engine: EngineName;
  readonly recorded: RecordedRun;
  /** Of single steps, timed while nothing else ran. */
  readonly stepMilliseconds: readonly number[];
}

const TIMED_STEPS = 20;

/**
 * Trains the same run on every engine, with dropout and early stopping, and records it, `jobs` engines at a time; then
 * times single steps, one engine after the other with nothing beside it.
 */
export async function runAgreement(
  dataset: DatasetFacts,
  options: AgreementOptions,
  {
    jobs,
    startProcess,
    progress,
  }: {
    readonly jobs: number;
    readonly startProcess: (engine: EngineName) => TrainingProcess;
    readonly progress: Progress;
  },
): Promise<readonly EngineRun[]> {
  const { engines, seed, training } = options;
  const recipe = recipeOf(dataset, training, { seed, labelNoise: 0, dropout: true, stopping: true });
  const recordings = await runInLanes(engines, jobs, async (engine) => {
    const process = startProcess(engine);
    progress.start(engine);
    const recorded = await process.run(engine, { kind: "record", recipe }, (epoch) => progress.advance(engine, epoch));
    const { history, steps } = recorded.report;
    progress.finish(engine, `${formatEpochs(history.length)}, ${steps} steps`);
    return { process, recorded };
  });
  const runs: EngineRun[] = [];
  for (const { process, recorded } of recordings) {
    const label = `${process.engine}, timing`;
    progress.start(label);
    const { milliseconds } = await process.run(label, { kind: "time", recipe, steps: TIMED_STEPS });
    progress.finish(label, `${milliseconds.length} steps`);
    process.close();
    runs.push({ engine: process.engine, recorded, stepMilliseconds: milliseconds });
  }
  return runs;
}
