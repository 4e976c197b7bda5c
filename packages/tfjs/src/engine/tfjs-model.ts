import type { DropoutMask, EngineState } from "@lockstep/core";
import type { EngineModel } from "@lockstep/core/engine";

import type { UnitMask } from "../masks/unit-mask.ts";
import { unitMaskOf } from "../masks/unit-mask-of.ts";
import type { TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { DeviceNetwork } from "./device-network.ts";
import type { ParameterLayouts } from "./parameter-layouts.ts";

/** A model with what computes it on the device. */
export interface TfjsModel extends EngineModel {
  readonly network: DeviceNetwork;
  readonly layouts: ParameterLayouts;
  /** The buffers that the engine begins with, and goes back to where a state has none. */
  readonly initialBuffers: NonNullable<EngineState["buffers"]>;
  /** The axes of a parameter, as it is on the device, that count units: max-norm limits the weights of each. */
  unitAxes(parameter: string): readonly number[];
}

/** The masks of a step on the device, one for each random site; `dropConnections` has those of weights. */
export function unitMasks(tf: TfjsNamespace, masks: readonly DropoutMask[]): readonly UnitMask[] {
  return masks.map((mask) => unitMaskOf(tf, mask));
}
