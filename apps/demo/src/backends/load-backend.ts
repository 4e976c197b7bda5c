import type { BackendName } from "./backend-name.ts";
import type { LoadedBackend } from "./loaded-backend.ts";

const LOADERS: Readonly<Record<BackendName, () => Promise<LoadedBackend>>> = {
  reference: async () => (await import("./load/load-reference.ts")).loadReference(),
  "tfjs-cpu": async () => (await import("./load/load-tfjs-cpu.ts")).loadTfjsCpu(),
  "tfjs-wasm": async () => (await import("./load/load-tfjs-wasm.ts")).loadTfjsWasm(),
  "tfjs-webgl": async () => (await import("./load/load-tfjs-webgl.ts")).loadTfjsWebgl(),
  "tfjs-webgpu": async () => (await import("./load/load-tfjs-webgpu.ts")).loadTfjsWebgpu(),
  "ort-wasm": async () => (await import("./load/load-ort-backend.ts")).loadOrtBackend("wasm"),
  "ort-webgpu": async () => (await import("./load/load-ort-backend.ts")).loadOrtBackend("webgpu"),
};

/**
 * Loads a backend's code and binaries, and nothing of the others, and starts it. For workers, and once in each: runtimes
 * disturb each other.
 *
 * @throws whatever the runtime says if its files are not there or it does not start.
 */
export function loadBackend(name: BackendName): Promise<LoadedBackend> {
  return LOADERS[name]();
}
