import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { indexedDbStore, memoryStore, type CheckpointStore } from "../../src/index.ts";
import { fileStore } from "../../src/node/index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-store-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each<[string, () => Required<CheckpointStore>]>([
  ["memoryStore", () => memoryStore()],
  ["fileStore", () => fileStore(join(folder, "of", "runs"))],
])("%s", (_name, make) => {
  test("gives back what was saved last, and nothing before", async () => {
    const store = make();
    expect(await store.load("run")).toBeUndefined();
    expect(await store.list()).toEqual([]);
    const bytes = Uint8Array.of(1, 2, 3);
    await store.save("run", bytes);
    bytes[0] = 9;
    expect(await store.load("run")).toEqual(Uint8Array.of(1, 2, 3));
    await store.save("run", Uint8Array.of(4));
    await store.save("a.2", Uint8Array.of(5));
    (await store.load("run"))![0] = 7;
    expect(await store.load("run")).toEqual(Uint8Array.of(4));
    expect(await store.list()).toEqual(["a.2", "run"]);
    await store.remove("run");
    await store.remove("run");
    expect(await store.list()).toEqual(["a.2"]);
  });

  test.each(["../run", "a/b", "", ".hidden", "a\0b"])("refuses the name %j", async (name) => {
    await expect(make().save(name, Uint8Array.of(1))).rejects.toMatchObject({ code: "INVALID_OPTION" });
  });
});

describe("fileStore", () => {
  test.each([undefined, "", 3, "a\0b"])("refuses the folder %j", (path) => {
    expect(() => fileStore(path as string)).toThrow("fileStore: folder must be the path of a folder");
  });

  test("leaves the old file whole and no part of a new one, where writing fails", async () => {
    const path = join(folder, "broken");
    const store = fileStore(path);
    await store.save("run", Uint8Array.of(1));
    await expect(store.save("run", {} as never)).rejects.toThrow(TypeError);
    expect(await readdir(path)).toEqual(["run.safetensors"]);
    expect(await store.load("run")).toEqual(Uint8Array.of(1));
  });

  test("does not take what another process was writing for a file", async () => {
    const path = join(folder, "parts");
    const store = fileStore(path);
    await store.save("run", Uint8Array.of(1));
    await writeFile(join(path, "run.safetensors.killed.part"), Uint8Array.of(1, 2));
    expect(await store.list()).toEqual(["run"]);
  });

  test.each(["../run", "a/b", "", ".run", "a".repeat(101)])("refuses the name %j", async (name) => {
    await expect(fileStore(folder).load(name)).rejects.toMatchObject({ code: "INVALID_OPTION" });
  });
});

test("indexedDbStore says what to use in Node", () => {
  expect(() => indexedDbStore("runs")).toThrow(/needs IndexedDB.*fileStore of "@lockstep\/tfjs\/node"/);
});
