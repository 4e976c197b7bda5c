import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_SETTINGS } from "../experiment/experiment-settings.ts";
import { openRunStore } from "./open-run-store.ts";
import type { StoredRun } from "./run-store.ts";
import { StorageError } from "./storage-error.ts";

const RUN: StoredRun = {
  runId: "a",
  settings: DEFAULT_SETTINGS,
  csv: { name: "t.csv", content: new Blob(["1,2"]) },
  startedAt: 10,
};

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()));

describe("openRunStore", () => {
  test("gives back the newest run, and its checkpoints byte for byte", async () => {
    const store = await openRunStore();
    expect(await store.latestRun()).toBeNull();
    await store.putRun({ ...RUN, runId: "b", startedAt: 20 });
    await store.putRun(RUN);
    expect(await store.latestRun()).toEqual({ ...RUN, runId: "b", startedAt: 20 });
    await store.putCheckpoint("b", "tfjs-wasm", Uint8Array.of(1, 2, 3));
    await store.putCheckpoint("b", "tfjs-wasm", Uint8Array.of(4, 5));
    expect(await store.checkpoint("b", "tfjs-wasm")).toEqual(Uint8Array.of(4, 5));
    expect(await store.checkpoint("b", "ort-wasm")).toBeNull();
  });

  test("page and worker see the same", async () => {
    const [page, worker] = [await openRunStore(), await openRunStore()];
    await page.putRun(RUN);
    await worker.putCheckpoint("a", "reference", Uint8Array.of(7));
    expect(await page.checkpoint("a", "reference")).toEqual(Uint8Array.of(7));
  });

  test("a deleted run takes its checkpoints along, and no others; what comes late is let go", async () => {
    const store = await openRunStore();
    for (const runId of ["a", "aa", "b"]) {
      await store.putRun({ ...RUN, runId });
      for (const backend of ["reference", "tfjs-webgpu"] as const) {
        await store.putCheckpoint(runId, backend, Uint8Array.of(1));
      }
    }
    await store.deleteRun("a");
    await store.putCheckpoint("a", "reference", Uint8Array.of(2));
    expect(await store.checkpoint("a", "reference")).toBeNull();
    expect(await store.checkpoint("a", "tfjs-webgpu")).toBeNull();
    expect(await store.checkpoint("aa", "reference")).not.toBeNull();
    expect(await store.checkpoint("b", "tfjs-webgpu")).not.toBeNull();
    expect((await store.latestRun())?.runId).not.toBe("a");
  });

  test("a browser that keeps nothing is a typed error that says what to do", async () => {
    vi.stubGlobal("indexedDB", {
      open() {
        throw new DOMException("A mutation operation was attempted", "InvalidStateError");
      },
    });
    const failure = await openRunStore().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageError);
    expect(failure).toMatchObject({ code: "STORAGE_FAILED", remedy: expect.stringContaining("private window") });
    expect(new StorageError("The checkpoint", new DOMException("", "QuotaExceededError")).message).toBe(
      "The checkpoint could not be kept in this browser: its storage is full. Free space on the disk, or delete this browser's data of sites that you no longer need.",
    );
  });
});
