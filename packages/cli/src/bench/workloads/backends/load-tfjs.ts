import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import type * as tfjsCore from "@tensorflow/tfjs-core";
import type * as tfjsLayers from "@tensorflow/tfjs-layers";

/** Backends of TensorFlow.js that are timed. */
export type TfjsBackend = "wasm" | "cpu";

/** What `@tensorflow/tfjs` has of arrays and layers, without the backends that are not asked for. */
export type Tfjs = Omit<typeof tfjsCore, "default"> & Omit<typeof tfjsLayers, "default">;

/** Loads stock TensorFlow.js with one backend, in the mode for production. */
export async function loadTfjs(backend: TfjsBackend): Promise<Tfjs> {
  const core = await import("@tensorflow/tfjs-core");
  const layers = await import("@tensorflow/tfjs-layers");
  if (backend === "wasm") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
    setWasmPaths(join(dirname(entry), "dist") + sep);
  } else {
    await import("@tensorflow/tfjs-backend-cpu");
  }
  core.enableProdMode();
  await core.setBackend(backend);
  await core.ready();
  return { ...core, ...layers };
}
