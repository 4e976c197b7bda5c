import { BACKENDS, type BackendName } from "../../backends/backend-name.ts";
import type { TrainingRun } from "../../training/backend-run.ts";

/** How far a run is. */
export interface RunProgress {
  readonly text: string;
  /** Epochs that every backend has done which can still do more; all of them once none can. */
  readonly epochs: number;
}

/** Says how far a run is. Reads signals. */
export function describeProgress({ backends, settings, status }: TrainingRun): RunProgress {
  const going = backends.filter((one) => one.outcome.value === null && one.status.value !== "failed");
  const counted = going.length > 0 ? going : backends;
  const epochs = Math.min(...counted.map(({ history }) => history.value.length));
  const loading = backends.filter((one) => one.status.value === "loading").length;
  const most = settings.patience === null ? `of ${settings.epochs}` : `of at most ${settings.epochs}`;
  if (status.value === "done") return { text: describeEnd(backends), epochs: settings.epochs };
  if (loading > 0)
    return { text: `loading ${loading} of ${backends.length} backends, epoch ${epochs} ${most}`, epochs };
  // The weights are settled by then, but not what they are worth; and a worker lost in its test may have to train again.
  if (going.length === 0) return { text: `epoch ${epochs} ${most}${describeTests(backends)}`, epochs };
  const [steps, ...different] = new Set(going.map(({ step }) => step.value));
  const alike = steps !== undefined && different.length === 0;
  const paused = alike ? `paused after ${steps === 1 ? "1 step" : `${steps} steps`}` : "paused";
  return { text: `${status.value === "paused" ? `${paused}, ` : ""}epoch ${epochs} ${most}`, epochs };
}

/** What is worth saying aloud: that a run started, holds still, or how it ended. Changes only when that does. */
export function describeTurn({ backends, status }: TrainingRun): string {
  switch (status.value) {
    case "running":
      return `Training runs on ${listOf(backends.map(({ name }) => name))}.`;
    case "paused":
      return "Training is paused.";
    case "done":
      return `Training is over: ${describeEnd(backends)}.`;
  }
}

function describeTests(backends: TrainingRun["backends"]): string {
  const waiting = backends.filter(({ status, test }) => status.value !== "failed" && test.value === null);
  return waiting.length === 0 ? "" : `, measuring the test rows on ${listOf(waiting.map(({ name }) => name))}`;
}

function describeEnd(backends: TrainingRun["backends"]): string {
  const byEnd = new Map<string, BackendName[]>();
  for (const backend of backends) {
    const end = endOf(backend);
    byEnd.set(end, [...(byEnd.get(end) ?? []), backend.name]);
  }
  const [only] = byEnd.keys();
  if (byEnd.size === 1 && only !== undefined) return backends.length === 1 ? only : `all ${only}`;
  return [...byEnd].map(([end, names]) => `${listOf(names)} ${end}`).join("; ");
}

function endOf({ outcome, status }: TrainingRun["backends"][number]): string {
  const ended = outcome.value;
  if (status.value === "failed" || ended === null) return "failed";
  const epochs = `after epoch ${ended.history.length}`;
  if (ended.stopReason === "epochs") return `done ${epochs}`;
  if (ended.stopReason === "patience") return `stopped early ${epochs}`;
  return `stopped ${epochs} (${ended.stopReason})`;
}

function listOf(names: readonly BackendName[]): string {
  return names.map((name) => BACKENDS[name].label).join(", ");
}
