import type { TensorInfo } from "@tensorflow/tfjs-core";
import { shapeSize } from "@lockstep/core";

import { isRowMajor } from "../mask-strides.ts";
import { hasMethods } from "./has-methods.ts";
import type { AddressAttributes, MaskKernel } from "./mask-kernel.ts";
import { threefrySource } from "./threefry-source.ts";

/** The part of tfjs's webgpu backend that the kernel uses. */
interface WebgpuBackend {
  runWebGPUProgram(
    program: WebgpuProgram,
    inputs: readonly TensorInfo[],
    dtype: "float32",
    uniforms: readonly { readonly type: "uint32" | "float32"; readonly data: readonly number[] }[],
  ): TensorInfo;
}

/** A compute shader in tfjs's terms; tfjs writes the code around `getUserCode()`, and caches it by rank and `shaderKey`. */
interface WebgpuProgram {
  readonly variableNames: readonly string[];
  readonly outputShape: readonly number[];
  readonly workgroupSize: readonly [number, number, number];
  readonly dispatchLayout: { readonly x: readonly number[] };
  readonly dispatch: readonly [number, number, number];
  readonly size: true;
  readonly uniforms: string;
  readonly shaderKey: string;
  getUserCode(): string;
}

const WORKGROUP = 64;
const COORDINATES = ["x", "y", "z", "w", "u", "v"];

/** A mask by a compute shader. Everything that changes from step to step is a uniform. */
export const webgpuMaskKernel: MaskKernel = {
  takes: "address",
  runsOn: (tf) => hasMethods(tf.backend(), ["runWebGPUProgram"]),
  kernelFunc({ inputs, backend, attrs }) {
    const x = inputs["x"]!;
    const { key, start, threshold, strides, scale, offset, fill } = attrs as unknown as AddressAttributes;
    return (backend as WebgpuBackend).runWebGPUProgram(maskProgram(x.shape, strides), [x], "float32", [
      { type: "uint32", data: key },
      { type: "uint32", data: start },
      { type: "uint32", data: [threshold] },
      { type: "float32", data: [scale] },
      { type: "float32", data: [offset] },
      { type: "float32", data: [fill] },
    ]);
  },
};

function maskProgram(shape: readonly number[], strides: readonly number[]): WebgpuProgram {
  const index = drawIndex(shape, strides);
  return {
    variableNames: ["x"],
    outputShape: shape,
    workgroupSize: [WORKGROUP, 1, 1],
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(shapeSize(shape) / WORKGROUP), 1, 1],
    size: true,
    uniforms: "key : vec2<u32>, start : vec2<u32>, threshold : u32, scale : f32, offset : f32, fill : f32,",
    shaderKey: `LockstepMaskUnits ${index}`,
    getUserCode: () => `
      fn drawnWord(index : u32) -> u32 {
        let k0 = uniforms.key.x;
        let k1 = uniforms.key.y;
        let k2 = k0 ^ k1 ^ 0x1bd11bdau;
        var b = uniforms.start.y + index;
        var a = uniforms.start.x + select(0u, 1u, b < index);
        ${threefrySource()}
        return a ^ b;
      }

      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        let position = getCoordsFromIndex(index);
        if ((drawnWord(u32(${index})) >> 9u) < uniforms.threshold) {
          let scaled = x[index] * uniforms.scale;
          // A threshold has no bit that high: this changes nothing, and the compiler, which cannot know, does not fuse the
          // product and the sum into one rounding.
          let rounded = bitcast<f32>(bitcast<u32>(scaled) ^ (uniforms.threshold >> 30u));
          setOutputAtIndex(index, select(rounded + uniforms.offset, scaled, uniforms.offset == 0.0));
        } else {
          setOutputAtIndex(index, uniforms.fill);
        }
      }
    `,
  };
}

/** The index of the draw that the element at `position` takes. */
function drawIndex(shape: readonly number[], strides: readonly number[]): string {
  // The same program for every shape of this rank.
  if (isRowMajor(strides, shape)) return "index";
  const terms = strides.flatMap((stride, axis) => (stride === 0 ? [] : `position.${COORDINATES[axis]} * ${stride}`));
  return terms.length === 0 ? "0" : terms.join(" + ");
}
