import { decodeCheckpoint } from "@lockstep/core";
import type { RunStore, StoredRun } from "../storage/run-store.ts";

/** A run that ended with its page. */
export interface UnfinishedRun {
  readonly stored: StoredRun;
  /** Epochs that every backend has done. */
  readonly epochs: number;
}

/**
 * The run that the page can offer to go on with; null if there is none, or another tab is at work on it.
 *
 * @param isHeld whether a tab is at work on a run
 */
export async function unfinishedRun(
  store: RunStore,
  isHeld: (runId: string) => Promise<boolean>,
): Promise<UnfinishedRun | null> {
  const stored = await store.latestRun();
  if (stored === null || (await isHeld(stored.runId))) return null;
  const epochs = stored.settings.backends.map(async (backend) =>
    epochsOf(await store.checkpoint(stored.runId, backend)),
  );
  return { stored, epochs: Math.min(...(await Promise.all(epochs))) };
}

function epochsOf(checkpoint: Uint8Array | null): number {
  try {
    return checkpoint === null ? 0 : decodeCheckpoint(checkpoint).history.length;
  } catch {
    // Of another version: the worker that is to go on with it says so.
    return 0;
  }
}
