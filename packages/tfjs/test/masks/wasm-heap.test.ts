import { applyDropout, dropoutMask, keepBits } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import type { NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test, vi } from "vitest";

import type { BitsAttributes } from "../../src/masks/kernels/mask-kernel.ts";
import { wasmMaskKernel } from "../../src/masks/kernels/wasm.ts";
import { startBackend } from "../start-backend.ts";

interface Heap {
  makeOutput(shape: readonly number[], dtype: "float32"): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [33, 7] });
const law = { scale: mask.scale, offset: 0.25, fill: -1 };

beforeAll(() => startBackend("wasm"));

/** The kernel's result on a backend. */
function masked(x: tf.Tensor, backend: object, bits: Pick<BitsAttributes, "keep" | "inOrder">): Float32Array {
  const attrs = { ...bits, ...law } as unknown as NamedAttrMap;
  const output = wasmMaskKernel.kernelFunc({ inputs: { x }, attrs, backend }) as TensorInfo;
  const values = heap().typedArrayFromHeap(output).slice();
  tf.backend().disposeData(output.dataId);
  return values;
}

function heap(): Heap {
  return tf.backend() as unknown as Heap;
}

describe("masks on the heap of the wasm backend", () => {
  const values = Float32Array.from({ length: 33 * 7 }, (_, index) => index - 100);
  const expected = applyDropout(values, { ...mask, ...law });

  test("are drawn there when the draws are in order, and no bits elsewhere", () => {
    const x = tf.tensor(values, [33, 7]);
    const keep = vi.fn<() => Uint8Array>();
    expect(masked(x, tf.backend(), { keep, inOrder: mask })).toEqual(expected);
    expect(keep).not.toHaveBeenCalled();
    x.dispose();
  });

  test.for(["the draws are not in order", "the backend does not show its memory"])(
    "are applied by JavaScript, to the same effect, when %s",
    (reason) => {
      const x = tf.tensor(values, [33, 7]);
      const own = heap();
      const hidden: Heap = {
        makeOutput: (shape, dtype) => own.makeOutput(shape, dtype),
        typedArrayFromHeap: (tensor) => own.typedArrayFromHeap(tensor),
      };
      const isHidden = reason.startsWith("the backend");
      const bits = { keep: () => keepBits(mask), inOrder: isHidden ? mask : undefined };
      expect(masked(x, isHidden ? hidden : own, bits)).toEqual(expected);
      x.dispose();
    },
  );
});
