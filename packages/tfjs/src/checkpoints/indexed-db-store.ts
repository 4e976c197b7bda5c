import { DataError, MissingDependencyError } from "@lockstep/core";

import { requireFileName, type CheckpointStore } from "./checkpoint-store.ts";

/** The part of IndexedDB that is used; the types of a page are not there in every program. */
interface Events<Name extends string> {
  addEventListener(name: Name, listener: () => void): void;
}
interface Request<Result, More extends string = never> extends Events<"success" | "error" | More> {
  readonly result: Result;
  readonly error: unknown;
}
interface FileTable {
  put(bytes: Uint8Array, name: string): Request<unknown>;
  get(name: string): Request<Uint8Array | undefined>;
  delete(name: string): Request<unknown>;
  getAllKeys(): Request<readonly string[]>;
}
interface Transaction extends Events<"complete" | "abort"> {
  readonly error: unknown;
  objectStore(name: string): FileTable;
}
interface Database {
  createObjectStore(name: string): unknown;
  transaction(table: string, mode: "readonly" | "readwrite"): Transaction;
  close(): void;
}
interface Factory {
  open(name: string, version: number): Request<Database, "upgradeneeded">;
}

const TABLE = "files";

/**
 * A store in the page's IndexedDB, which outlives the page.
 *
 * @param database name of the database; each store should have one of its own.
 * @throws {InvalidOptionError} for a name that is none.
 * @throws {MissingDependencyError} where there is no IndexedDB.
 * @throws {DataError} from its calls, if the database fails: no room left, or storage that the user forbids.
 * @example
 * // Not run here: Node has no IndexedDB.
 * const saved = checkpoint(tf, { store: indexedDbStore("my-training") });
 */
export function indexedDbStore(database: string): Required<CheckpointStore> {
  requireFileName("indexedDbStore", database);
  const { indexedDB } = globalThis as unknown as { readonly indexedDB?: Factory };
  if (indexedDB === undefined) {
    throw new MissingDependencyError({
      subject: "indexedDbStore",
      rule: "needs IndexedDB, which is not there",
      remedy: 'In Node, use fileStore of "@lockstep/tfjs/node", or memoryStore().',
    });
  }
  const run = async <Result>(
    mode: "readonly" | "readwrite",
    call: (table: FileTable) => Request<Result>,
  ): Promise<Result> => {
    try {
      const opened = await open(indexedDB, database);
      try {
        return await transact(opened, mode, call);
      } finally {
        opened.close();
      }
    } catch (cause) {
      throw new DataError({
        subject: `indexedDbStore ${JSON.stringify(database)}`,
        rule: "failed",
        remedy: `The browser says: ${String(cause)}. Free some room or allow storage for the page; what was saved before is still there.`,
        cause,
      });
    }
  };
  return {
    async save(name, bytes) {
      requireFileName("indexedDbStore: name", name);
      await run("readwrite", (table) => table.put(bytes, name));
    },
    load: (name) => run("readonly", (table) => table.get(name)),
    async remove(name) {
      await run("readwrite", (table) => table.delete(name));
    },
    list: () => run("readonly", (table) => table.getAllKeys()),
  };
}

function open(factory: Factory, name: string): Promise<Database> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(TABLE));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/** Resolves only when the transaction is through: a request that succeeded may still be rolled back. */
function transact<Result>(
  database: Database,
  mode: "readonly" | "readwrite",
  call: (table: FileTable) => Request<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, mode);
    const request = call(transaction.objectStore(TABLE));
    transaction.addEventListener("complete", () => resolve(request.result));
    transaction.addEventListener("abort", () => reject(transaction.error ?? request.error));
  });
}
