import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";

/** `Identity` as another owner of the same memory, as `reshape` does it; the stock kernel copies. */
export function identityKernel(): FastKernel<{ readonly x: TensorInfo }, object> {
  return ({ inputs: { x }, backend }) => {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };
}
