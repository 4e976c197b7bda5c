import { openRunDatabase } from "./run-database.ts";
import type { RunStore } from "./run-store.ts";
import { StorageError } from "./storage-error.ts";

/**
 * Opens the store, in the page or in a worker. A checkpoint of a run that is not stored, or no longer, is let go: a worker
 * that was late must not leave behind what nobody will ask for.
 *
 * @throws {StorageError} if this browser keeps nothing, as in some private windows; so does every method, if it fails later.
 */
export async function openRunStore(): Promise<RunStore> {
  const database = await kept("This run", () => openRunDatabase());
  return {
    putRun: (run) => kept("This run", async () => void (await database.put("runs", run))),

    latestRun: () =>
      kept("This run", async () => {
        const newest = await database.transaction("runs").store.index("startedAt").openCursor(null, "prev");
        return newest?.value ?? null;
      }),

    deleteRun: (runId) =>
      kept("This run", async () => {
        const transaction = database.transaction(["runs", "checkpoints"], "readwrite");
        await Promise.all([
          transaction.objectStore("runs").delete(runId),
          // Every key that begins with it: an array is greater than any string.
          transaction.objectStore("checkpoints").delete(IDBKeyRange.bound([runId], [runId, []])),
          transaction.done,
        ]);
      }),

    putCheckpoint: (runId, backend, bytes) =>
      kept("The checkpoint", async () => {
        const transaction = database.transaction(["runs", "checkpoints"], "readwrite");
        if ((await transaction.objectStore("runs").getKey(runId)) !== undefined) {
          await transaction.objectStore("checkpoints").put(bytes, [runId, backend]);
        }
        await transaction.done;
      }),

    checkpoint: (runId, backend) =>
      kept("The checkpoint", async () => (await database.get("checkpoints", [runId, backend])) ?? null),
  };
}

async function kept<Value>(subject: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new StorageError(subject, cause);
  }
}
