import { requireFileName, type CheckpointStore } from "./checkpoint-store.ts";

/**
 * A store in memory: for a run that may be interrupted within the process, or whose device may be lost.
 *
 * @throws {InvalidOptionError} from `save`, for a name that is no file name.
 * @example
 * const saved = checkpoint(tf, { store: memoryStore() });
 */
export function memoryStore(): Required<CheckpointStore> {
  const files = new Map<string, Uint8Array>();
  return {
    async save(name, bytes) {
      files.set(requireFileName("memoryStore: name", name), bytes.slice());
    },
    load: async (name) => files.get(name)?.slice(),
    async remove(name) {
      files.delete(name);
    },
    list: async () => [...files.keys()].sort(),
  };
}
