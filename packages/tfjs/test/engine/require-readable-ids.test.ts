import {
  embedding,
  flatten,
  meanSquaredError,
  parallel,
  relu,
  sequential,
  UnsupportedOptionError,
  type LayerSpec,
} from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { expect, test } from "vitest";

import { requireReadableIds } from "../../src/engine/require-readable-ids.ts";

const IDS = embedding(3, 2);

function check(backend: string, layers: readonly LayerSpec[]): () => void {
  const model = sequential({ inputShape: [4], layers });
  const { layers: resolved } = resolveEngineModel("test", model, { loss: meanSquaredError(), seed: 1 });
  return () => requireReadableIds("mine", backend, resolved);
}

test.each<[string, readonly LayerSpec[]]>([
  ["first", [IDS]],
  ["after flatten", [flatten(), IDS]],
  ["at the head of a branch", [parallel([[IDS], [flatten(), IDS]])]],
])("an embedding %s reads the model's inputs", (_name, layers) => {
  expect(check("webgpu", layers)).not.toThrow();
});

test.each<[string, readonly LayerSpec[]]>([
  ["after a layer that computes", [relu(), IDS]],
  ["after one within a branch", [parallel([[IDS], [relu(), IDS]])]],
])("an embedding %s is refused on webgpu alone", (_name, layers) => {
  expect(check("webgpu", layers)).toThrow(UnsupportedOptionError);
  expect(check("webgl", layers)).not.toThrow();
});
