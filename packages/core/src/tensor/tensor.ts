import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { formatShape, shapeSize, shapesEqual, type Shape } from "./shape.ts";

/** A shape and its elements in row-major order, nothing more. Engines copy; they never keep the array they are given. */
export interface Tensor<Data extends Float32Array | Int32Array = Float32Array> {
  readonly shape: Shape;
  readonly data: Data;
}

/** Tensors by name, in a fixed order (parameters: PyTorch's `state_dict` names, such as `0.weight`). */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/**
 * Makes a tensor after checking that the data fill the shape.
 *
 * @throws {ShapeMismatchError} if `data.length` is not the product of `shape`.
 * @throws {InvalidOptionError} if the elements are neither a Float32Array nor an Int32Array, or the shape is no list.
 * @example
 * const rows = tensor([2, 3], new Float32Array([1, 2, 3, 4, 5, 6]));
 * rows.shape; // [2, 3]
 * tensor([2, 3], new Float32Array(5)); // throws ShapeMismatchError
 */
export function tensor<Data extends Float32Array | Int32Array>(shape: Shape, data: Data): Tensor<Data> {
  if (!Array.isArray(shape)) {
    throw new InvalidOptionError({
      subject: "tensor: shape",
      rule: "must be a list of lengths",
      received: shape,
      remedy: "The shape comes first: tensor([2, 3], data).",
    });
  }
  requireElements(`a tensor of shape ${formatShape(shape)}`, data);
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0) || shapeSize(shape) !== data.length) {
    throw new ShapeMismatchError({
      subject: `a tensor of shape ${formatShape(shape)}`,
      rule: `needs ${shapeSize(shape)} elements`,
      received: data.length,
      remedy: "Check that the shape's lengths are non-negative integers whose product is the number of elements.",
    });
  }
  return { shape, data };
}

/** Other arrays have other rules for reading, copying and rounding; silently converted, an f64 might become an int32. */
function requireElements(subject: string, data: unknown): void {
  if (data instanceof Float32Array || data instanceof Int32Array) return;
  throw new InvalidOptionError({
    subject,
    rule: "must hold its elements in a Float32Array, or class indices in an Int32Array",
    received: data,
    remedy: "Convert them: Float32Array.from(values), Int32Array.from(labels).",
  });
}

/**
 * A deep copy: later writes to either side leave the other alone.
 *
 * @example
 * const weights = { "0.bias": tensor([2], Float32Array.of(1, 2)) };
 * const copy = copyTensors(weights);
 * weights["0.bias"].data[0] = 7;
 * copy["0.bias"]!.data; // [1, 2]
 */
export function copyTensors(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape: [...shape], data: data.slice() }]),
  );
}

/**
 * Checks that `tensors` has exactly the names and shapes of `expected`.
 *
 * @returns the same tensors in the order of `expected`: sums over all of them must not depend on who wrote them down.
 * @throws {ShapeMismatchError} naming the first tensor that is missing, extra or of another shape.
 */
export function requireSameLayout(
  subject: string,
  tensors: NamedTensors,
  expected: readonly { readonly name: string; readonly shape: Shape }[],
): NamedTensors {
  for (const { name, shape } of expected) {
    const found = tensors[name];
    if (found === undefined || !shapesEqual(found.shape, shape) || found.data.length !== shapeSize(shape)) {
      throw new ShapeMismatchError({
        subject: `${subject}: ${name}`,
        rule: `must have shape ${formatShape(shape)}`,
        received: found?.shape,
        remedy: "The tensors come from another model; use the model they were saved from.",
      });
    }
  }
  const extra = Object.keys(tensors).find((name) => !expected.some((parameter) => parameter.name === name));
  if (extra !== undefined) {
    throw new ShapeMismatchError({
      subject: `${subject}: ${extra}`,
      rule: "is not a tensor of this model",
      remedy: `Its tensors are ${expected.map(({ name }) => name).join(", ")}.`,
    });
  }
  return Object.fromEntries(expected.map(({ name }) => [name, tensors[name]!]));
}
