import type { DataId, TensorInfo } from "@tensorflow/tfjs-core";

import { hasMethods } from "./has-methods.ts";
import type { BitsAttributes, MaskKernel } from "./mask-kernel.ts";
import { writeMasked } from "./write-masked.ts";

/** The part of tfjs's cpu backend that the kernel uses. */
interface CpuBackend {
  readSync(dataId: DataId): Float32Array;
  makeTensorInfo(shape: readonly number[], dtype: "float32", values: Float32Array): TensorInfo;
}

/** The law of a mask on arrays of the host. */
export const cpuMaskKernel: MaskKernel = {
  takes: "bits",
  runsOn: (tf) => hasMethods(tf.backend(), ["readSync", "makeTensorInfo"]),
  kernelFunc({ inputs, backend, attrs }) {
    const x = inputs["x"]!;
    const cpu = backend as CpuBackend;
    const { keep, ...law } = attrs as unknown as BitsAttributes;
    const values = cpu.readSync(x.dataId);
    const result = new Float32Array(values.length);
    writeMasked(values, keep(), law, result);
    return cpu.makeTensorInfo(x.shape, "float32", result);
  },
};
