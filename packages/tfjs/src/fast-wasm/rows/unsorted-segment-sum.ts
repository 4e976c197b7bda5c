import type { TensorInfo } from "@tensorflow/tfjs-core";
import { ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import type { FastKernel } from "../fast-kernel.ts";
import { floatsOf, integersOf, sizeOf } from "../wasm-backend.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly segmentIds: TensorInfo;
}

/**
 * `UnsortedSegmentSum`: adds the rows of `x` that have the same id, and drops those whose id is no segment. It is the gradient of
 * `gather` and so of an embedding.
 *
 * @throws {UnsupportedOptionError} if `x` is neither of 32-bit floats nor of 32-bit integers.
 * @throws {ShapeMismatchError} unless the shape of the ids begins that of `x`.
 */
export function unsortedSegmentSumKernel(): FastKernel<Inputs, { readonly numSegments: number }> {
  return ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    if (x.dtype !== "float32" && x.dtype !== "int32") {
      throw new UnsupportedOptionError({
        subject: `unsortedSegmentSum: x of dtype ${x.dtype}`,
        rule: "cannot be added up",
        remedy: 'Cast it to "float32" or "int32".',
      });
    }
    if (segmentIds.shape.some((length, axis) => length !== x.shape[axis])) {
      throw new ShapeMismatchError({
        subject: "unsortedSegmentSum: segmentIds",
        rule: `must have one id for each row of x, whose shape is [${x.shape.join(", ")}]`,
        received: segmentIds.shape,
      });
    }
    const rest = x.shape.slice(segmentIds.shape.length);
    const out = backend.makeOutput([numSegments, ...rest], x.dtype);
    const elements = x.dtype === "float32" ? floatsOf : integersOf;
    const [from, to] = [elements(backend, x), elements(backend, out)];
    const size = sizeOf(rest);
    to.fill(0);
    integersOf(backend, segmentIds).forEach((segment, row) => {
      if (segment < 0 || segment >= numSegments) return;
      const [source, target] = [row * size, segment * size];
      for (let i = 0; i < size; i++) to[target + i] = to[target + i]! + from[source + i]!;
    });
    return out;
  };
}
