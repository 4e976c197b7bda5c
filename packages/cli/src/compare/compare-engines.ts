import { certifiesSameStop, type EpochRecord, type MetricName } from "@lockstep/core";
import type { EngineName } from "../engines.ts";
import { median } from "./median.ts";
import type { EngineRun } from "./run-agreement.ts";
import { worstDifference } from "./worst-difference.ts";

/** One row of the second table. */
export interface EngineSummary {
  readonly engine: EngineName;
  /** Over the epochs that all engines trained. */
  readonly maskDigest: string;
  readonly batchDigest: string;
  /** How many epochs had been trained when the monitored metric was best; null if it never was finite. */
  readonly bestEpoch: number | null;
  /** How many epochs were trained. */
  readonly stopEpoch: number;
  readonly millisecondsPerStep: number;
  /** Against the base; null for the base itself. */
  readonly comparison: EngineComparison | null;
}

interface EngineComparison {
  readonly sameMasks: boolean;
  readonly sameBatches: boolean;
  readonly sameEpochs: boolean;
  /** Largest absolute difference of a step's loss or an epoch's validation loss. */
  readonly lossDifference: number;
  /** Largest absolute difference of a loss over the first steps, before a run's own dynamics amplify roundings. */
  readonly firstDifference: number;
  /** Whether that is within the budget, and no loss is finite on one side only. */
  readonly sameLosses: boolean;
  /** Largest absolute difference of the monitored metric, on which stopping depends. */
  readonly monitorDifference: number;
  /** Whether that difference is too small to change any decision of the base's run. */
  readonly certified: boolean;
}

/** The second table. */
export interface Agreement {
  /** The engine that the others are compared with. */
  readonly base: EngineName;
  /** The metric that early stopping watched. */
  readonly monitor: MetricName;
  /** Epochs that all engines trained, which the digests are over. */
  readonly commonEpochs: number;
  /** How many steps' losses are held to the budget. */
  readonly firstSteps: number;
  /** What roundings may make of their losses, as an absolute difference. */
  readonly lossBudget: number;
  /** The smallest distance by which the base's rule decided; null if it never compared two values. */
  readonly minimumMargin: number | null;
  readonly rows: readonly EngineSummary[];
  /** False if masks, batches or first losses differ, or an engine stopped elsewhere although its certificate holds. */
  readonly agrees: boolean;
}

/** So many steps are held to the budget: later ones may amplify roundings in a run that is not stable. */
const FIRST_STEPS = 50;

/**
 * Compares every engine with the first.
 *
 * @param budgetOf what roundings may make of the losses of a run's first steps, as an absolute difference.
 */
export function compareEngines(
  runs: readonly EngineRun[],
  monitor: MetricName,
  budgetOf: (losses: readonly number[]) => number,
): Agreement {
  const [base] = runs as readonly [EngineRun, ...EngineRun[]];
  const commonEpochs = Math.min(...runs.map(({ recorded }) => recorded.report.history.length));
  const rule = base.recorded.report.earlyStopping;
  const minimumMargin = rule?.minimumMargin ?? null;
  const baseLosses = base.recorded.stepLosses.slice(0, FIRST_STEPS);
  const lossBudget = budgetOf(baseLosses);
  const digestsOf = ({ recorded }: EngineRun): { readonly maskDigest: string; readonly batchDigest: string } => ({
    maskDigest: recorded.maskDigests[commonEpochs - 1]!,
    batchDigest: recorded.batchDigests[commonEpochs - 1]!,
  });
  const compare = (run: EngineRun): EngineComparison => {
    const own = run.recorded;
    const { maskDigest, batchDigest } = digestsOf(run);
    const metric = (of: EngineRun, name: MetricName): number[] => metricOf(of.recorded.report.history, name);
    const lossDifference = Math.max(
      worstDifference(own.stepLosses, base.recorded.stepLosses),
      worstDifference(metric(run, "validationLoss"), metric(base, "validationLoss")),
    );
    const firstDifference = worstDifference(own.stepLosses, baseLosses);
    const monitorDifference = worstDifference(metric(run, monitor), metric(base, monitor));
    return {
      sameMasks: maskDigest === digestsOf(base).maskDigest,
      sameBatches: batchDigest === digestsOf(base).batchDigest,
      sameEpochs:
        own.report.bestEpoch === base.recorded.report.bestEpoch &&
        own.report.history.length === base.recorded.report.history.length,
      lossDifference,
      firstDifference,
      sameLosses: firstDifference <= lossBudget && lossDifference < Infinity,
      monitorDifference,
      certified: rule === null ? monitorDifference < Infinity : certifiesSameStop(rule, monitorDifference),
    };
  };
  const rows = runs.map((run): EngineSummary => {
    const { bestEpoch, history } = run.recorded.report;
    return {
      engine: run.engine,
      ...digestsOf(run),
      bestEpoch: bestEpoch === null ? null : bestEpoch + 1,
      stopEpoch: history.length,
      millisecondsPerStep: median(run.stepMilliseconds),
      comparison: run === base ? null : compare(run),
    };
  });
  const agrees = rows.every(
    ({ comparison }) =>
      comparison === null ||
      (comparison.sameMasks &&
        comparison.sameBatches &&
        comparison.sameLosses &&
        (comparison.sameEpochs || !comparison.certified)),
  );
  const firstSteps = baseLosses.length;
  return { base: base.engine, monitor, commonEpochs, firstSteps, lossBudget, minimumMargin, rows, agrees };
}

function metricOf(history: readonly EpochRecord[], name: MetricName): number[] {
  return history.map((record) => record[name]!);
}
