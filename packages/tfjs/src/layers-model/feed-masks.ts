import { applyOnTape } from "../masks/apply-on-tape.ts";
import type { UnitMask } from "../masks/unit-mask.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { interceptCalls } from "./intercept-calls.ts";
import type { Layer } from "../models/layer.ts";

/**
 * Runs a computation during which the layers that draw apply these masks, or nothing where there are none.
 *
 * @param masks one for each layer.
 */
export function feedMasks<Result>(
  tf: TfjsNamespace,
  layers: readonly Layer[],
  masks: readonly UnitMask[] | undefined,
  compute: () => Result,
): Result {
  const apply = (index: number, input: DeviceTensor): DeviceTensor => {
    const mask = masks?.[index];
    return mask === undefined ? input : applyOnTape(tf, mask, input);
  };
  return interceptCalls(layers, apply, compute);
}
