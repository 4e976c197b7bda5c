import { earlyStopping, keepBits, maskOfSite, type EarlyStoppingState, type EpochRecord } from "@lockstep/core";
import { signal, type Signal } from "@preact/signals";
import type { BackendName } from "../../src/backends/backend-name.ts";
import { DEFAULT_SETTINGS, type ExperimentSettings } from "../../src/experiment/experiment-settings.ts";
import type { BackendRun, BackendStatus, StepLosses, TrainingRun } from "../../src/training/backend-run.ts";
import type { Boundary } from "../../src/training/training-events.ts";
import type { AppliedMask, Mistake, TestResult, TrainingOutcome } from "../../src/training/training-worker-api.ts";

/** A backend whose signals can be set. */
interface FakeBackend extends BackendRun {
  readonly status: Signal<BackendStatus>;
  readonly notices: Signal<readonly string[]>;
  readonly version: Signal<string | null>;
  readonly step: Signal<number>;
  readonly history: Signal<readonly EpochRecord[]>;
  readonly stepLosses: Signal<StepLosses>;
  readonly earlyStopping: Signal<EarlyStoppingState | null>;
  readonly millisecondsPerStep: Signal<number | null>;
  readonly boundary: Signal<Boundary | null>;
  readonly outcome: Signal<TrainingOutcome | null>;
  readonly test: Signal<TestResult | null>;
}

/** A run that trains nothing: its curves are formulas, the same on every backend up to a rounding of the given size. */
export interface FakeRun extends TrainingRun {
  readonly backends: readonly FakeBackend[];
  readonly status: Signal<"running" | "paused" | "done">;
  /** Goes on by an epoch: its steps, losses and early stopping. */
  addEpoch(): void;
  /** Ends every backend with a test. */
  finish(): void;
}

/** What a fake run may be asked for. */
export interface FakeRunOptions {
  readonly settings?: Partial<ExperimentSettings>;
  readonly batchesPerEpoch?: number;
  /** Size of the differences; 0 for none. */
  readonly rounding?: number;
  /** The loss of this epoch on, counted from 0, is NaN. */
  readonly diverges?: number;
  /** Steps before this epoch were never heard of. */
  readonly resumedAt?: number;
}

/** Makes a fake run before its first step. */
export function fakeRun(options: FakeRunOptions = {}): FakeRun {
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const { batchesPerEpoch = 16, rounding = 1e-6, diverges = Infinity, resumedAt = 0 } = options;
  const rule =
    settings.patience === null
      ? null
      : earlyStopping({ monitor: "validationLoss", mode: "min", patience: settings.patience });
  const backends = settings.backends.map(fakeBackend);
  const lossAt = (epoch: number, backend: number, wave: number): number =>
    epoch >= diverges ? NaN : 2.2 / (1 + 0.35 * epoch) + 0.05 * wave + (backend === 0 ? 0 : rounding * wave * backend);
  const addEpoch = (): void => {
    for (const [index, backend] of backends.entries()) {
      if (backend.status.value === "failed" || backend.status.value === "done") continue;
      if (backend.earlyStopping.value?.decision === "stop") continue;
      const epoch = backend.history.value.length;
      const length = (epoch + 1) * batchesPerEpoch;
      const values = new Float64Array(length).fill(NaN);
      values.set(backend.stepLosses.value.values);
      for (let step = epoch * batchesPerEpoch; step < length; step++) {
        if (epoch >= resumedAt)
          values[step] = lossAt(step / batchesPerEpoch, index, Math.sin(step * 1.7) + 0.1 * Math.cos(step));
      }
      backend.stepLosses.value = { values, length };
      backend.step.value = length;
      const trainingLoss = lossAt(epoch, index, 0.1);
      const validationLoss = trainingLoss + 0.25 + 0.0009 * epoch * epoch;
      const record = { epoch, trainingLoss, validationLoss, elapsedSeconds: epoch };
      backend.history.value = [...backend.history.value, record];
      const state = backend.earlyStopping.value ?? rule?.start() ?? null;
      backend.earlyStopping.value =
        rule === null || state === null ? null : rule.observe(state, { epoch, value: validationLoss, trainingLoss });
      backend.millisecondsPerStep.value = 1.3 * (index + 1);
      backend.status.value = "training";
      if (settings.data === "two-moons") backend.boundary.value = fakeBoundary(epoch);
    }
  };
  const finish = (): void => {
    for (const backend of backends) {
      if (backend.status.value === "failed") continue;
      backend.status.value = "done";
      backend.test.value = fakeTest(settings.data === "mnist" || settings.data === "fashion-mnist" ? 784 : 4);
    }
    run.status.value = "done";
  };
  const run: FakeRun = {
    runId: crypto.randomUUID(),
    settings,
    backends,
    parameterCount: signal(118_282),
    batchesPerEpoch: signal(batchesPerEpoch),
    status: signal("running"),
    appliedMask: (backend, site, step, rows) => Promise.resolve(fakeMask(settings, backend, site, step, rows)),
    addEpoch,
    finish,
  };
  return run;
}

function fakeBackend(name: BackendName): FakeBackend {
  return {
    name,
    status: signal<BackendStatus>("loading"),
    notices: signal<readonly string[]>([]),
    version: signal<string | null>("fake 1.0.0"),
    step: signal(0),
    history: signal<readonly EpochRecord[]>([]),
    stepLosses: signal<StepLosses>({ values: new Float64Array(0), length: 0 }),
    earlyStopping: signal<EarlyStoppingState | null>(null),
    millisecondsPerStep: signal<number | null>(null),
    boundary: signal<Boundary | null>(null),
    outcome: signal<TrainingOutcome | null>(null),
    test: signal<TestResult | null>(null),
  };
}

/** As core draws it; "tfjs-webgl" gets every hundredth bit wrong, so that a difference can be looked at. */
function fakeMask(
  { seed, rate, hidden }: ExperimentSettings,
  backend: BackendName,
  site: number,
  step: number,
  rows: number,
): AppliedMask {
  const units = hidden[site]!;
  const mask = maskOfSite({ kind: "dropout", rate, shape: (count) => [count, units] }, { seed, site, step, rows });
  if (mask.source === "noise") throw new TypeError("A dropout site has bits.");
  const kept = keepBits(mask);
  if (backend === "tfjs-webgl") for (let bit = 50; bit < kept.length; bit += 100) kept[bit] = 1 - kept[bit]!;
  return { rows, units, kept };
}

function fakeTest(inputs: number): TestResult {
  const mistakes = Array.from({ length: 43 }, (_, index): Mistake => {
    const pixels = Float32Array.from({ length: inputs }, (_pixel, at) => {
      const [x, y] = [(at % 28) - 14, Math.floor(at / 28) - 14];
      return Math.max(0, 1 - Math.abs(Math.hypot(x, y) - 4 - (index % 5)) / 2);
    });
    return {
      row: 17 * index,
      label: index % 10,
      predicted: (index * 3 + 1) % 10,
      confidence: 0.99 - index / 100,
      inputs: pixels,
    };
  }).filter(({ label, predicted }) => label !== predicted);
  return { rowCount: 2000, loss: 0.2231, errors: mistakes.length, mistakes };
}

function fakeBoundary(epoch: number): Boundary {
  const [columns, rows] = [48, 36];
  const values = Float32Array.from({ length: columns * rows }, (_, at) => {
    const [x, y] = [((at % columns) / (columns - 1)) * 3.4 - 1.2, (Math.floor(at / columns) / (rows - 1)) * 2.2 - 0.8];
    return 1 / (1 + Math.exp((y - 0.25 - 0.4 * Math.sin(2.5 * x)) * Math.min(8, 1 + epoch)));
  });
  return { columns, rows, extent: [-1.2, 2.2, -0.8, 1.4], values };
}
