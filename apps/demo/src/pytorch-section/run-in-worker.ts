import { askOnce } from "../workers/ask-once.ts";
import type { trainWholeRun } from "./train-whole-run.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** Trains the whole run apart from the page. @returns the mean training loss of each epoch */
export function runInWorker({ seed, rate }: TwinSettings): Promise<readonly number[]> {
  const worker = new Worker(new URL("./whole-run-worker.ts", import.meta.url), { type: "module" });
  return askOnce<{ trainWholeRun: typeof trainWholeRun }, readonly number[]>(worker, (api) =>
    api.trainWholeRun({ seed, rate }),
  );
}
