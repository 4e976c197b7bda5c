import { batch, signal } from "@preact/signals";
import type { CsvFile } from "../data/experiment-data.ts";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";
import type { RunStore } from "../storage/run-store.ts";
import type { TrainingRun } from "../training/backend-run.ts";
import { BackendBoard } from "./backend-board.ts";
import { BackendDriver, type SharedRun } from "./backend-driver.ts";
import { messageOf } from "./describe-failure.ts";
import { EpochBarrier } from "./epoch-barrier.ts";
import type { LiveRun } from "./live-run.ts";
import { MaskAgreement } from "./mask-agreement.ts";
import { RunPace } from "./run-pace.ts";
import { Throttle } from "./throttle.ts";
import type { ConnectWorker } from "./worker-connection.ts";

/** Milliseconds after which training begins although the browser has not stored the run yet. */
const MOST_WAITING_FOR_STORAGE = 2000;

const NOT_KEPT = "Training goes on, but closing or reloading the page would lose the run.";

/** What a run needs of the browser. */
export interface RunServices {
  readonly connect: ConnectWorker;
  readonly store: Pick<RunStore, "putRun" | "deleteRun">;
  /** Tells other tabs that the run is alive. @returns what ends that */
  readonly hold: (runId: string) => () => void;
  /** Milliseconds between two updates of what views see. @default 100 */
  readonly interval?: number;
}

/** How a run begins. */
export interface StartOptions {
  /** A stored run to go on with; settings and table are to be its own. @default a new run */
  readonly resume?: { readonly runId: string; readonly startedAt: number };
  /** Whether it waits for `step` or `resume` once it has loaded. @default false */
  readonly paused?: boolean;
}

/** Starts a run, or goes on with a stored one: a worker for every backend, in step by epochs. */
export function startRun(
  settings: ExperimentSettings,
  csv: CsvFile | null,
  services: RunServices,
  { resume, paused = false }: StartOptions = {},
): LiveRun {
  // A name and a date for the store and for people: no number of the run depends on them.
  const { runId, startedAt } = resume ?? { runId: crypto.randomUUID(), startedAt: Date.now() };
  const release = services.hold(runId);
  const pace = new RunPace(!paused);
  const status = signal<"running" | "paused" | "done">(paused ? "paused" : "running");
  const sizes = {
    parameterCount: signal<number | null>(null),
    batchesPerEpoch: signal<number | null>(null),
  };
  const shown = new Throttle(() => batch(() => drivers.forEach(({ board }) => board.show())), services.interval ?? 100);
  const kept = services.store.putRun({ runId, settings, csv, startedAt }).then(
    () => true,
    (error: unknown) => {
      drivers[0]?.board.addNotice(`${NOT_KEPT} ${messageOf(error)}`);
      return false;
    },
  );
  const warnings = new Set<string>();
  const shared: SharedRun = {
    isNews: (warning) => warnings.size < warnings.add(warning).size,
    stored: Promise.race([kept, new Promise((resolve) => setTimeout(resolve, MOST_WAITING_FOR_STORAGE))]),
    connect: services.connect,
    barrier: new EpochBarrier(),
    pace,
    prepared: ({ parameterCount, batchesPerEpoch }) => {
      sizes.parameterCount.value = parameterCount;
      sizes.batchesPerEpoch.value = batchesPerEpoch;
    },
  };
  if (paused) shared.barrier.open();
  const drivers = settings.backends.map((backend) => {
    const board = new BackendBoard(backend, () => shown.request());
    return new BackendDriver(board, { runId, backend, settings, csv }, shared);
  });
  const masks = new MaskAgreement();

  const ended = (async () => {
    await Promise.all(drivers.map((driver) => driver.run()));
    batch(() => {
      shown.flush();
      status.value = "done";
    });
    if (await kept) await services.store.deleteRun(runId).catch(() => undefined);
    release();
  })();

  return {
    runId,
    startedAt,
    settings,
    backends: drivers.map(({ board }) => board.run),
    ...sizes,
    status,
    ended,
    appliedMask: appliedMaskOf(drivers, masks),
    maskFindings: () => masks.findings(),
    pause() {
      if (status.value !== "running") return;
      status.value = "paused";
      pace.pause();
      // Workers are told before the barrier lets them pass: they are not to train on.
      drivers.forEach((driver) => driver.pause());
      shared.barrier.open();
    },
    step() {
      if (status.value !== "paused") return;
      const unfinished = drivers.filter(({ board }) => board.now.outcome === null && board.now.status !== "failed");
      pace.step(Math.max(0, ...unfinished.map(({ board }) => board.now.step)));
    },
    resume() {
      if (status.value !== "paused") return;
      status.value = "running";
      shared.barrier.close();
      pace.run();
    },
    stop: () => drivers.forEach((driver) => driver.stop()),
  };
}

function appliedMaskOf(drivers: readonly BackendDriver[], masks: MaskAgreement): TrainingRun["appliedMask"] {
  return async (backend, site, step, rows) => {
    const driver = drivers.find(({ board }) => board.run.name === backend);
    const mask = (await driver?.appliedMask(site, step, rows)) ?? null;
    if (mask !== null) masks.saw(backend, { site, step }, mask);
    return mask;
  };
}
