import { meanSquaredError, relu, sequential } from "@lockstep/core";
import { createOrtEngine } from "@lockstep/onnxruntime-web";
import type { LoadedBackend } from "../loaded-backend.ts";
import { loadOrt, type OrtProvider } from "./load-ort.ts";

/** The least model that makes a session. */
const KEPT = sequential({ inputShape: [1], layers: [relu()] });

/** ONNX Runtime Web. On the GPU, an operator that has no kernel there is an error: computed elsewhere it would show nothing. */
export async function loadOrtBackend(executionProvider: OrtProvider): Promise<LoadedBackend> {
  const ort = await loadOrt(executionProvider);
  const create: LoadedBackend["create"] = (model, options) =>
    createOrtEngine(ort, model, { ...options, executionProvider });
  // Fetches the binary. And the runtime gives up its device, with every compiled shader, with its last session: one stays open.
  const kept = await create(KEPT, { loss: meanSquaredError(), seed: 0 });
  return {
    version: `onnxruntime-web ${ort.env.versions.web ?? ort.env.versions.common}`,
    create,
    dispose: () => kept.dispose(),
  };
}
