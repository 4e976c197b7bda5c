import type { DropoutMask } from "@lockstep/core";
import type { EngineModel } from "@lockstep/core/engine";

import { unitMask, type UnitMask } from "../masks/unit-mask.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { EngineTensors } from "./engine-tensors.ts";
import { layerKernel } from "./layer-kernels.ts";
import { createLayerStack, type LayerStack } from "./layer-stack.ts";
import { parameterLayouts, type ParameterLayouts } from "./parameter-layouts.ts";

/** A model with what computes it on the device. */
export interface TfjsModel extends EngineModel {
  readonly stack: LayerStack;
  readonly layouts: ParameterLayouts;
}

/** Gives a model its kernels. */
export function tfjsModel(model: EngineModel): TfjsModel {
  return { ...model, stack: createLayerStack(model.layers, layerKernel), layouts: parameterLayouts(model.layers) };
}

/** The masks of a step on the device, one for each random site. */
export function unitMasks(tf: TfjsNamespace, masks: readonly DropoutMask[]): readonly UnitMask[] {
  return masks.map((mask) => unitMask(tf, mask));
}

/** The model's output outside training: batch norm by its running statistics, and dropout only where masks are given. */
export function modelOutput(
  tf: TfjsNamespace,
  { stack }: TfjsModel,
  { parameters, buffers }: EngineTensors,
  inputs: DeviceTensor,
  masks?: readonly UnitMask[],
): DeviceTensor {
  return stack.forward(inputs, { tf, parameters, buffers, masks, training: false }).activations.at(-1)!.output;
}
