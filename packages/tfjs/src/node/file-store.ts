import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { InvalidOptionError } from "@lockstep/core";

import { requireFileName, type CheckpointStore } from "../checkpoints/checkpoint-store.ts";

const SUFFIX = ".safetensors";

/**
 * A store in a folder, which is made if need be: one safetensors file a name. A file is written beside the old one and
 * then renamed over it, so that a process that is killed leaves the old file or the new one, never a part.
 *
 * @param folder path of the folder.
 * @throws {InvalidOptionError} if the folder is no path; from its calls, for a name that is no file name.
 * @example
 * const saved = checkpoint(tf, { store: fileStore("runs/first") });
 */
export function fileStore(folder: string): Required<CheckpointStore> {
  if (typeof folder !== "string" || folder === "" || folder.includes("\0")) {
    throw new InvalidOptionError({
      subject: "fileStore: folder",
      rule: "must be the path of a folder",
      received: folder,
      remedy: 'Write fileStore("runs"), or fileStore(".") for the folder of the process.',
    });
  }
  const pathOf = (name: string): string => join(folder, `${requireFileName("fileStore: name", name)}${SUFFIX}`);
  return {
    async save(name, bytes) {
      const path = pathOf(name);
      await mkdir(folder, { recursive: true });
      const unfinished = `${path}.${randomUUID()}.part`;
      try {
        const file = await open(unfinished, "wx");
        try {
          await file.writeFile(bytes);
          // Renamed before its bytes are on the disk, it could be empty after a loss of power.
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    async load(name) {
      try {
        return new Uint8Array(await readFile(pathOf(name)));
      } catch (error) {
        if ((error as { readonly code?: string }).code === "ENOENT") return undefined;
        throw error;
      }
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
    async list() {
      const files = await readdir(folder).catch((error: { readonly code?: string }) => {
        if (error.code === "ENOENT") return [];
        throw error;
      });
      return files
        .filter((file) => file.endsWith(SUFFIX))
        .map((file) => file.slice(0, -SUFFIX.length))
        .sort();
    },
  };
}
