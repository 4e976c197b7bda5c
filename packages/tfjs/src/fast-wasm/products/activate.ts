import { UnsupportedOptionError } from "@lockstep/core";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { RunStockKernel } from "../stock-kernels.ts";
import { floatsOf, type WasmBackend } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";

/** The activations that TensorFlow.js fuses. */
export type Activation = "linear" | "relu" | "relu6" | "prelu" | "leakyrelu" | "elu" | "sigmoid";

/** What `leakyrelu` and `prelu` multiply negative values by. */
interface Slopes {
  readonly alpha?: number | undefined;
  readonly weights?: TensorInfo | undefined;
}

/** An activation applied to a float32 tensor. */
export type Activate = (
  backend: WasmBackend,
  x: TensorInfo,
  activation: Exclude<Activation, "linear">,
  slopes: Slopes,
) => TensorInfo;

/** Makes the activations out of the backend's kernels. */
export function makeActivate(run: RunStockKernel): Activate {
  /** `x` where `x >= 0`, else `weights x`: by a choice, so that an infinite weight leaves zeros alone. */
  function prelu(backend: WasmBackend, x: TensorInfo, weights: TensorInfo): TensorInfo {
    return withIntermediates(backend, (own) => {
      const zero = own(backend.makeOutput([], "float32"));
      floatsOf(backend, zero).fill(0);
      const condition = own(run("GreaterEqual", backend, { a: x, b: zero }));
      const scaled = own(run("Multiply", backend, { a: x, b: weights }));
      return run("Select", backend, { condition, t: x, e: scaled });
    });
  }

  return (backend, x, activation, { alpha = 0, weights }) => {
    switch (activation) {
      case "relu":
        return run("Relu", backend, { x });
      case "relu6":
        return run("Relu6", backend, { x });
      case "sigmoid":
        return run("Sigmoid", backend, { x });
      case "elu":
        return run("Elu", backend, { x });
      case "leakyrelu":
        return run("LeakyRelu", backend, { x }, { alpha });
      case "prelu":
        return prelu(backend, x, weights!);
      default:
        throw new UnsupportedOptionError({
          subject: `fused.matMul: activation ${String(activation)}`,
          rule: "is none that the wasm backend can fuse",
          remedy: "Call tf.matMul and apply the activation to its result.",
        });
    }
  };
}
