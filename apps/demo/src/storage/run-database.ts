import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { BackendName } from "../backends/backend-name.ts";
import type { StoredRun } from "./run-store.ts";

const NAME = "lockstep-runs";
/** A change of {@link RunSchema} raises it, and adds a step to `upgrade`. */
const VERSION = 1;

/** What is in the database. */
export interface RunSchema extends DBSchema {
  readonly runs: {
    readonly key: string;
    readonly value: StoredRun;
    readonly indexes: { readonly startedAt: number };
  };
  readonly checkpoints: {
    readonly key: [runId: string, backend: BackendName];
    readonly value: Uint8Array;
  };
}

/** Opens the database, and makes or renews its tables first where that is due. */
export function openRunDatabase(): Promise<IDBPDatabase<RunSchema>> {
  return openDB<RunSchema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore("runs", { keyPath: "runId" }).createIndex("startedAt", "startedAt");
      database.createObjectStore("checkpoints");
    },
    // A newer page waits for this one's tables.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
