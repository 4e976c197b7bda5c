import { UnsupportedOptionError } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

/**
 * Checks that a backend can hand an embedding its ids. They are read on the host, in the middle of a step; webgpu does so only
 * for what was uploaded a moment ago, which a model's inputs are: reading what it computed goes through a canvas, which gives
 * zeros where the page cannot draw.
 *
 * @throws {UnsupportedOptionError} on webgpu for an embedding after a layer that computes.
 */
export function requireReadableIds(subject: string, backend: string, layers: readonly ResolvedLayer[]): void {
  if (backend !== "webgpu") return;
  const late = embeddingAfterOthers(layers, true);
  if (late === undefined) return;
  throw new UnsupportedOptionError({
    subject: `${subject}: layer ${late.name} (embedding)`,
    rule: "takes the model's inputs on the webgpu backend, not what a layer before it computes",
    remedy: "Put it first, or use the webgl or wasm backend.",
  });
}

/** @param seesInputs whether the model's inputs reach the first of these layers as they are. */
function embeddingAfterOthers(layers: readonly ResolvedLayer[], seesInputs: boolean): ResolvedLayer | undefined {
  let untouched = seesInputs;
  for (const layer of layers) {
    if (layer.spec.kind === "embedding" && !untouched) return layer;
    for (const branch of layer.branches) {
      const late = embeddingAfterOthers(branch, untouched);
      if (late !== undefined) return late;
    }
    untouched &&= layer.spec.kind === "flatten";
  }
  return undefined;
}
