import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { sizeOf } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import { type Activation, makeActivate } from "./activate.ts";
import { batchMatMulKernel } from "./batch-mat-mul.ts";
import type { Transposes } from "./matrix-product.ts";
import { asFactor } from "./plain-product.ts";

interface Inputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

interface Attributes extends Transposes {
  readonly activation: Activation;
  readonly leakyreluAlpha?: number;
}

/**
 * `activation(op(a) op(b) + bias)`.
 *
 * The stock kernel is right where XNNPACK takes the product. In its scalar loop it adds the bias once for every block of 48
 * inner elements, so everything else is composed of product, sum and activation.
 */
export function fusedMatMulKernel(run: RunStockKernel): FastKernel<Inputs, Attributes> {
  const multiply = batchMatMulKernel(run);
  const activate = makeActivate(run);

  return ({ inputs, attrs, backend }) => {
    const { a, b, bias, preluActivationWeights } = inputs;
    const single = sizeOf(a.shape.slice(0, -2)) === 1 && sizeOf(b.shape.slice(0, -2)) === 1;
    const plainBias = bias === undefined || backend.dataIdMap.get(bias.dataId).shape.length === 1;
    const empty = sizeOf(a.shape) === 0 || sizeOf(b.shape) === 0;
    if (!attrs.transposeA && !attrs.transposeB && single && plainBias && !empty && attrs.activation !== "prelu")
      return asFactor(backend, b, (factor) => run("_FusedMatMul", backend, { ...inputs, b: factor }, attrs));
    return withIntermediates(backend, (own) => {
      let sum = multiply({ inputs: { a, b }, attrs, backend });
      if (bias !== undefined) sum = run("Add", backend, { a: own(sum), b: bias });
      if (attrs.activation === "linear") return sum;
      return activate(backend, own(sum), attrs.activation, {
        alpha: attrs.leakyreluAlpha,
        weights: preluActivationWeights,
      });
    });
  };
}
