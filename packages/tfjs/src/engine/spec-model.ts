import { shapeSize } from "@lockstep/core";
import type { EngineModel } from "@lockstep/core/engine";

import { parameterLayouts } from "./parameter-layouts.ts";
import { specNetwork } from "./spec-network.ts";
import type { TfjsModel } from "./tfjs-model.ts";

/** A resolved model spec with its kernels. */
export function specModel(model: EngineModel): TfjsModel {
  const layouts = parameterLayouts(model.layers);
  return {
    ...model,
    network: specNetwork(model),
    layouts,
    initialBuffers: Object.fromEntries(
      model.buffers.map(({ name, shape, initial }) => [
        name,
        { shape, data: new Float32Array(shapeSize(shape)).fill(initial) },
      ]),
    ),
    // The first one of the specification's layout.
    unitAxes: (parameter) => [layouts.get(parameter)?.indexOf(0) ?? 0],
  };
}
