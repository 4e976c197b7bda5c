import type { TensorInfo } from "@tensorflow/tfjs-core";

import { hasMethods } from "./has-methods.ts";
import type { AddressAttributes, MaskKernel } from "./mask-kernel.ts";
import { threefrySource } from "./threefry-source.ts";

/** The part of tfjs's webgl backend that the kernel uses. */
interface WebglBackend {
  compileAndRun(
    program: WebglProgram,
    inputs: readonly TensorInfo[],
    dtype: "float32",
    uniforms: readonly (readonly number[])[],
  ): TensorInfo;
}

/** A fragment shader in tfjs's terms: it names inputs and uniforms, and tfjs writes the code around `userCode`. */
interface WebglProgram {
  readonly variableNames: readonly string[];
  readonly outputShape: readonly number[];
  readonly customUniforms: readonly { readonly name: string; readonly type: "int" | "ivec2" | "vec3" }[];
  readonly userCode: string;
}

const COORDINATE_TYPES = ["int", "int", "ivec2", "ivec3", "ivec4", "ivec5", "ivec6"];
const COORDINATES = ["x", "y", "z", "w", "u", "v"];

/**
 * A mask by a fragment shader. It needs the unsigned integers of WebGL 2. The word and its comparison stay inside: tensors
 * lie in float textures, which could not hold a word. Everything that changes from step to step is a uniform, so that tfjs
 * compiles one program for each shape.
 */
export const webglMaskKernel: MaskKernel = {
  takes: "address",
  runsOn: (tf) => hasMethods(tf.backend(), ["compileAndRun"]) && tf.env().getNumber("WEBGL_VERSION") === 2,
  kernelFunc({ inputs, backend, attrs }) {
    const x = inputs["x"]!;
    const { key, start, threshold, strides, scale, offset, fill } = attrs as unknown as AddressAttributes;
    // Uniforms of tfjs are signed: the bits of a word as an int32.
    const uniforms = [[key[0] | 0, key[1] | 0], [start[0] | 0, start[1] | 0], [threshold], [scale, offset, fill]];
    return (backend as WebglBackend).compileAndRun(maskProgram(x.shape, strides), [x], "float32", uniforms);
  },
};

function maskProgram(shape: readonly number[], strides: readonly number[]): WebglProgram {
  return {
    variableNames: ["x"],
    outputShape: shape,
    customUniforms: [
      { name: "key", type: "ivec2" },
      { name: "start", type: "ivec2" },
      { name: "threshold", type: "int" },
      { name: "law", type: "vec3" },
    ],
    userCode: `
      uint drawnWord(uint index) {
        uint k0 = uint(key.x);
        uint k1 = uint(key.y);
        uint k2 = k0 ^ k1 ^ 0x1bd11bdau;
        uint b = uint(start.y) + index;
        uint a = uint(start.x) + (b < index ? 1u : 0u);
        ${threefrySource()}
        return a ^ b;
      }

      void main() {
        ${COORDINATE_TYPES[shape.length]} position = getOutputCoords();
        if ((drawnWord(uint(${drawIndex(strides)})) >> 9u) < uint(threshold)) {
          float scaled = getXAtOutCoords() * law.x;
          // A threshold has no bit that high: this changes nothing, and the compiler, which cannot know, does not fuse the
          // product and the sum into one rounding.
          float rounded = intBitsToFloat(floatBitsToInt(scaled) ^ (threshold >> 30));
          setOutput(law.y == 0.0 ? scaled : rounded + law.y);
        } else {
          setOutput(law.z);
        }
      }
    `,
  };
}

/** The index of the draw that the element at `position` takes. */
function drawIndex(strides: readonly number[]): string {
  const terms = strides.flatMap((stride, axis) => {
    if (stride === 0) return [];
    return `${strides.length === 1 ? "position" : `position.${COORDINATES[axis]}`} * ${stride}`;
  });
  return terms.length === 0 ? "0" : terms.join(" + ");
}
