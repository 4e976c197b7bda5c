import { describe, expect, it } from "vitest";
import { globalMaxPool } from "../model/layers/global-pool.ts";
import { maxPool1d } from "../model/layers/max-pool.ts";
import { permute } from "../model/layers/permute.ts";
import { resolveLayers } from "../model/resolve-layers.ts";
import { sequential } from "../model/sequential.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import { layerKernel } from "./layer-kernels.ts";
import { typescriptKernels } from "./kernels/typescript-kernels.ts";

/** The input gradient of one row of one channel, or undefined where it is not asked for. */
function gradientOf(layer: LayerSpec, inputs: readonly number[], gradients: readonly number[], needed = true) {
  const [resolved] = resolveLayers(sequential({ inputShape: [1, inputs.length], layers: [layer] }));
  const kernel = layerKernel(resolved!, typescriptKernels());
  const input = Float32Array.from(inputs);
  const pass = { parameters: {}, buffers: {}, masks: undefined, training: true };
  const activation = { input, rows: 1, ...kernel.forward(input, 1, pass) };
  const back = { parameters: {}, sums: {}, needsInputGradient: needed };
  return kernel.backward(Float32Array.from(gradients), activation, back).input;
}

describe("the gradient of a maximum", () => {
  it("goes to the first of several largest", () => {
    expect(gradientOf(maxPool1d(3), [2, 2, 1], [5])).toEqual(Float32Array.of(5, 0, 0));
    expect(gradientOf(globalMaxPool(), [0, -0, 0], [5])).toEqual(Float32Array.of(5, 0, 0));
    expect(gradientOf(globalMaxPool(), [-Infinity, -Infinity], [5])).toEqual(Float32Array.of(5, 0));
  });
  it("goes to the last of several NaN", () => {
    expect(gradientOf(globalMaxPool(), [NaN, Infinity, NaN, 3], [5])).toEqual(Float32Array.of(0, 0, 5, 0));
  });
  it("adds up over windows that overlap, in f32 and in their order", () => {
    const gradients = [2 ** 24, 1, 1];
    expect(gradientOf(maxPool1d(3, { stride: 1 }), [0, 0, 9, 0, 0], gradients)).toEqual(
      Float32Array.of(0, 0, 2 ** 24, 0, 0),
    );
    expect(gradientOf(maxPool1d(3, { stride: 1 }), [0, 0, 9, 0, 0], [1, 1, 2 ** 24])).toEqual(
      Float32Array.of(0, 0, 2 ** 24 + 2, 0, 0),
    );
  });
  it("is not computed where nothing below learns", () => {
    expect(gradientOf(globalMaxPool(), [1, 2], [5], false)).toBeUndefined();
    expect(gradientOf(permute([0, 1]), [1, 2], [5, 6], false)).toBeUndefined();
  });
});
