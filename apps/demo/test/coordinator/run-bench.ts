import { expect, vi } from "vitest";
import type { BackendName } from "../../src/backends/backend-name.ts";
import { DEFAULT_SETTINGS } from "../../src/experiment/experiment-settings.ts";
import type { RunStore, StoredRun } from "../../src/storage/run-store.ts";
import type { BackendRun } from "../../src/training/backend-run.ts";
import type { LiveRun } from "../../src/coordinator/live-run.ts";
import { startRun, type StartOptions } from "../../src/coordinator/start-run.ts";
import { EPOCHS, FakeWorkers, lossAt, STEPS_PER_EPOCH, type Trouble } from "./fake-workers.ts";

/** Steps of a whole run. */
export const STEPS = EPOCHS * STEPS_PER_EPOCH;

class FakeStore implements Pick<RunStore, "putRun" | "deleteRun"> {
  readonly runs = new Map<string, StoredRun>();
  async putRun(run: StoredRun): Promise<void> {
    this.runs.set(run.runId, run);
  }
  async deleteRun(runId: string): Promise<void> {
    this.runs.delete(runId);
  }
}

/** A run on two fake backends. */
export function start(
  trouble: Partial<Record<BackendName, Trouble>> = {},
  options: StartOptions = {},
  workers = new FakeWorkers(trouble),
) {
  const store = new FakeStore();
  const run = startRun(
    { ...DEFAULT_SETTINGS, backends: ["reference", "ort-wasm"] },
    null,
    { connect: workers.connect, store, hold: () => () => undefined, interval: 2 },
    options,
  );
  return { run, workers, store };
}

/** One backend of a run. */
export const backend = (run: LiveRun, name: BackendName): BackendRun => run.backends.find((one) => one.name === name)!;

/** The losses that a backend's views see. */
export const losses = ({ stepLosses }: BackendRun): number[] => [
  ...stepLosses.value.values.subarray(0, stepLosses.value.length),
];

/** Whatever happened on the way, this is how a run ends. */
export function expectWhole(one: BackendRun): void {
  expect(one.status.value).toBe("done");
  expect(one.step.value).toBe(STEPS);
  expect(one.history.value.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
  expect(losses(one)).toEqual(Array.from({ length: STEPS }, (_, step) => lossAt(step)));
  expect(one.outcome.value?.stopReason).toBe("epochs");
  expect(one.test.value?.errors).toBe(1);
}

/** As an error arrives over comlink: a copy of its properties. */
export function raise(now: boolean, error: object): void {
  // oxlint-disable-next-line typescript/only-throw-error
  if (now) throw error;
}

/** Waits until a check holds. */
export const settled = (check: () => void) => vi.waitFor(check, { timeout: 4000, interval: 2 });
