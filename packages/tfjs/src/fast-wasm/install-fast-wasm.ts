import { InvalidOptionError, MissingDependencyError } from "@lockstep/core";
import type { KernelFunc } from "@tensorflow/tfjs-core";
import { conv2DFilterGradientKernel } from "./convolutions/conv2d-filter-gradient.ts";
import { conv2DInputGradientKernel } from "./convolutions/conv2d-input-gradient.ts";
import { conv3DFilterGradientKernel } from "./convolutions/conv3d-filter-gradient.ts";
import { conv3DInputGradientKernel } from "./convolutions/conv3d-input-gradient.ts";
import { depthwiseFilterGradientKernel } from "./convolutions/depthwise-filter-gradient.ts";
import { depthwiseInputGradientKernel } from "./convolutions/depthwise-input-gradient.ts";
import type { FastKernel } from "./fast-kernel.ts";
import type { FastWasmNamespace } from "./fast-wasm-namespace.ts";
import { maxPool3DGradientKernel, maxPoolGradientKernel } from "./pooling/max-pool-gradient.ts";
import { batchMatMulKernel } from "./products/batch-mat-mul.ts";
import { fusedMatMulKernel } from "./products/fused-mat-mul.ts";
import { gatherKernel } from "./rows/gather.ts";
import { identityKernel } from "./rows/identity.ts";
import { leadingSumKernel } from "./rows/leading-sum.ts";
import { oneHotKernel } from "./rows/one-hot.ts";
import { unsortedSegmentSumKernel } from "./rows/unsorted-segment-sum.ts";
import { readStockKernels, type RunStockKernel } from "./stock-kernels.ts";

/** The kernels by the names that TensorFlow.js calls them by. */
function makeKernels(tf: FastWasmNamespace, run: RunStockKernel): Readonly<Record<string, FastKernel<never, never>>> {
  return {
    BatchMatMul: batchMatMulKernel(run),
    _FusedMatMul: fusedMatMulKernel(run),
    Conv2DBackpropFilter: conv2DFilterGradientKernel(tf, run),
    Conv2DBackpropInput: conv2DInputGradientKernel(tf, run),
    Conv3DBackpropFilterV2: conv3DFilterGradientKernel(tf, run),
    Conv3DBackpropInputV2: conv3DInputGradientKernel(tf, run),
    DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradientKernel(tf),
    DepthwiseConv2dNativeBackpropInput: depthwiseInputGradientKernel(tf, run),
    UnsortedSegmentSum: unsortedSegmentSumKernel(),
    GatherV2: gatherKernel(tf, run),
    MaxPoolGrad: maxPoolGradientKernel(tf),
    MaxPool3DGrad: maxPool3DGradientKernel(tf),
    Identity: identityKernel(),
    Mean: leadingSumKernel(run, "Mean"),
    OneHot: oneHotKernel(),
    Sum: leadingSumKernel(run, "Sum"),
  };
}

/** The functions that are ours, so that none is ever taken for a stock kernel. */
const INSTALLED = new WeakSet<KernelFunc>();

/**
 * Makes the wasm backend of TensorFlow.js train fast, with right gradients: stock `model.fit`, `tf.grads` and optimizers
 * gain as they are. Its forward kernels of pooling and convolution stay its own, faults included (the guide names them).
 *
 * - Products with a transposed factor, of which every dense layer's gradient has two, and stacks of products take the
 *   backend's fast path; `tf.fused.matMul` with a transposed factor adds its bias once instead of once every 48 elements.
 * - The gradients of convolutions, depthwise convolutions and `tf.gather` exist, so that CNNs and embeddings train.
 * - `tf.conv2dTranspose` and the gradient of a convolution by its input take the fast path too, as do `tf.gather` of long rows
 *   and `tf.sum` and `tf.mean` over leading axes; `tf.clone` and `tf.cast` to the same dtype no longer copy.
 * - Wrong numbers are put right: the gradients of max pooling (of negative values, of ties) and of 3-D convolutions,
 *   `tf.oneHot` of other dtypes than "int32", the sum of no rows.
 *
 * Call it once the wasm backend's package is imported, before or after `tf.setBackend("wasm")`; a second call changes nothing.
 * `import "@lockstep/tfjs/fast-wasm"` does both imports and this call.
 *
 * @param tf the namespace: `import * as tf from "@tensorflow/tfjs"`, or `@tensorflow/tfjs-core`.
 * @throws {InvalidOptionError} if `tf` is no namespace of TensorFlow.js.
 * @throws {MissingDependencyError} if the wasm backend's package was not imported before.
 * @throws {UnsupportedOptionError} from later calls of the kernels, for a dtype or an activation that they do not have, and
 *   {ShapeMismatchError} where segment ids do not fit.
 * @example
 * // Not run here: it changes the wasm backend of the whole process.
 * import * as tf from "@tensorflow/tfjs";
 * import "@tensorflow/tfjs-backend-wasm";
 * import { installFastWasm } from "@lockstep/tfjs";
 *
 * installFastWasm(tf);
 * await tf.setBackend("wasm");
 * await model.fit(xs, ys); // as fast as the products are, convolutions included
 */
export function installFastWasm(tf: FastWasmNamespace): void {
  const missingFunctions = FUNCTIONS.filter(
    (name) => typeof (tf as Partial<FastWasmNamespace> | null)?.[name] !== "function",
  );
  if (missingFunctions.length > 0) {
    throw new InvalidOptionError({
      subject: "installFastWasm: tf",
      rule: `must be the TensorFlow.js namespace, but lacks ${missingFunctions.join(", ")}`,
      remedy: 'Pass the result of `import * as tf from "@tensorflow/tfjs"` (an `import()` needs its await).',
    });
  }
  const registered = (name: string): ReturnType<FastWasmNamespace["getKernel"]> | undefined =>
    tf.getKernel(name, "wasm");
  const marker = registered("BatchMatMul");
  if (marker !== undefined && INSTALLED.has(marker.kernelFunc)) return;
  const { run, missing } = readStockKernels(tf);
  if (missing.length > 0) {
    throw new MissingDependencyError({
      subject: "installFastWasm: the wasm backend",
      rule: `must be imported first; its kernels ${missing.join(", ")} are not registered`,
      remedy:
        'Write `import "@tensorflow/tfjs-backend-wasm"` above this call, or `import "@lockstep/tfjs/fast-wasm"`, which imports it.',
    });
  }
  for (const [kernelName, kernel] of Object.entries(makeKernels(tf, run))) {
    const stock = registered(kernelName);
    const kernelFunc = kernel as unknown as KernelFunc;
    INSTALLED.add(kernelFunc);
    // Registering over another warns. The stock one is kept, with the setup that binds it to the binary.
    if (stock !== undefined) tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel({ ...stock, kernelName, backendName: "wasm", kernelFunc });
  }
}

const FUNCTIONS = ["getKernel", "registerKernel", "unregisterKernel"] as const;
