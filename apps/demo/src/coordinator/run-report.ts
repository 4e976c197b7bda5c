import type { EarlyStoppingState, EpochRecord } from "@lockstep/core";
import type { BackendAvailability } from "../backends/backend-availability.ts";
import { BACKENDS, type BackendName } from "../backends/backend-name.ts";
import { DATA_FACTS, type Attribution } from "../data/data-facts.ts";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";
import type { BackendRun, BackendStatus } from "../training/backend-run.ts";
import type { Mistake, TestResult, TrainingOutcome } from "../training/training-worker-api.ts";
import type { LiveRun } from "./live-run.ts";
import type { MaskFindings } from "./mask-agreement.ts";
import { REPORT_ABOUT } from "./report-about.ts";
import { agreementOf } from "./run-agreement.ts";

/**
 * A run as a file: plain JSON. Epochs and steps count from 0. A number that is not finite, or is not known, is null: so are
 * the losses of steps before a reload of the page.
 */
export interface RunReport {
  /** Changes when a reader of older files would misread a newer one. */
  readonly format: "lockstep-demo-run/1";
  /** What its fields mean, for whoever opens the file. */
  readonly about: typeof REPORT_ABOUT;
  /** The page that trained it, with the settings in its address: open it to repeat the run. */
  readonly address: string;
  /** What the browser calls itself. */
  readonly browser: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly status: "running" | "paused" | "done";
  readonly settings: ExperimentSettings;
  readonly data: {
    readonly label: string;
    /** Name of the user's own file; null for other data. The file itself is not part of the report. */
    readonly file: string | null;
    /** Whose work the rows are, and their licence; null for rows that are drawn, or the user's own. */
    readonly attribution: Attribution | null;
    /** What the classes are called, by index. */
    readonly classNames: readonly string[] | null;
  };
  readonly parameterCount: number | null;
  readonly batchesPerEpoch: number | null;
  readonly backends: readonly BackendReport[];
  readonly agreement: {
    /** What the others are compared with: the first that has not failed. */
    readonly base: BackendName | null;
    readonly others: ReturnType<typeof agreementOf>["others"];
    /** Of the masks that were looked at; `identical` is null if none was. */
    readonly masks: MaskFindings & { readonly identical: boolean | null };
  };
}

/** One backend's part. */
interface BackendReport {
  readonly name: BackendName;
  readonly computes: string;
  /** Of the runtime whose kernels computed. */
  readonly version: string | null;
  /** The graphics adapter; null on the processor, and where the browser does not tell. */
  readonly adapter: string | null;
  readonly status: BackendStatus;
  readonly notices: readonly string[];
  readonly steps: number;
  readonly millisecondsPerStep: number | null;
  readonly history: readonly EpochRecord[];
  readonly stepLosses: readonly number[];
  readonly earlyStopping: EarlyStoppingState | null;
  /** How training ended; null before. */
  readonly outcome: Pick<TrainingOutcome, "stopReason" | "step" | "bestEpoch"> | null;
  readonly test: (Omit<TestResult, "mistakes"> & { readonly mistakes: readonly Omit<Mistake, "inputs">[] }) | null;
}

/** What a report tells that the run does not know. */
export interface ReportContext {
  readonly address: string;
  readonly browser: string;
  readonly csvName: string | null;
  readonly classNames: readonly string[] | null;
  readonly availability: readonly BackendAvailability[];
}

/** The run so far, as plain data. */
export function runReport(
  run: LiveRun,
  { address, browser, csvName, classNames, availability }: ReportContext,
): RunReport {
  const { label, attribution } = DATA_FACTS[run.settings.data];
  const masks = run.maskFindings();
  return {
    format: "lockstep-demo-run/1",
    about: REPORT_ABOUT,
    address,
    browser,
    startedAt: new Date(run.startedAt).toISOString(),
    status: run.status.value,
    settings: run.settings,
    data: { label, file: csvName, attribution, classNames },
    parameterCount: run.parameterCount.value,
    batchesPerEpoch: run.batchesPerEpoch.value,
    backends: run.backends.map((backend) => {
      const adapter = availability.find(({ name }) => name === backend.name)?.adapter ?? null;
      return backendReport(backend, adapter);
    }),
    agreement: {
      ...agreementOf(run.backends),
      masks: { ...masks, identical: masks.compared === 0 ? null : masks.different.length === 0 },
    },
  };
}

function backendReport(backend: BackendRun, adapter: string | null): BackendReport {
  const { values, length } = backend.stepLosses.value;
  const outcome = backend.outcome.value;
  const test = backend.test.value;
  return {
    name: backend.name,
    computes: BACKENDS[backend.name].computes,
    version: backend.version.value,
    adapter,
    status: backend.status.value,
    notices: backend.notices.value,
    steps: backend.step.value,
    millisecondsPerStep: backend.millisecondsPerStep.value,
    history: backend.history.value,
    stepLosses: [...values.subarray(0, length)],
    earlyStopping: backend.earlyStopping.value,
    outcome:
      outcome === null ? null : { stopReason: outcome.stopReason, step: outcome.step, bestEpoch: outcome.bestEpoch },
    // The rows themselves are the data set's.
    test: test === null ? null : { ...test, mistakes: test.mistakes.map(({ inputs: _inputs, ...mistake }) => mistake) },
  };
}
