import { InvalidOptionError, ShapeMismatchError, formatShape } from "@lockstep/core";

/** Arrays whose numbers TensorFlow.js keeps as they are: as float32, or as int32. */
export type TypedNumbers = Float32Array | Int32Array | Uint8Array | Uint8ClampedArray;

/** Numbers in JavaScript: flat for one number a row, nested as `tf.tensor` takes them. */
export type NumberList = TypedNumbers | readonly number[] | readonly NumberList[];

/** Numbers and their shape, as core's `tensor` makes it. */
export interface HostNumbers {
  readonly shape: readonly number[];
  readonly data: TypedNumbers;
}

/** Whether these are numbers in one array with a shape. */
export function isHostNumbers(value: unknown): value is HostNumbers {
  if (typeof value !== "object" || value === null || !("data" in value) || !("shape" in value)) return false;
  return isTypedNumbers(value.data) && Array.isArray(value.shape);
}

/** Whether TensorFlow.js keeps the numbers of this array as they are. */
export function isTypedNumbers(value: unknown): value is TypedNumbers {
  return (
    value instanceof Float32Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array ||
    value instanceof Uint8ClampedArray
  );
}

/**
 * Lays nested lists out in one array, as float32 unless it is a typed array already.
 *
 * @throws {ShapeMismatchError} if the lists are not all of one length.
 * @throws {InvalidOptionError} if something in them is no number.
 */
export function layOutNumbers(subject: string, list: NumberList): HostNumbers {
  if (isTypedNumbers(list)) return { shape: [list.length], data: list };
  const shape: number[] = [];
  for (let level: unknown = list; isList(level); level = level[0]) shape.push(level.length);
  const data = new Float32Array(shape.reduce((product, length) => product * length, 1));
  let written = 0;

  function write(value: unknown, axis: number): void {
    if (axis === shape.length) {
      if (typeof value !== "number" && typeof value !== "boolean") {
        throw new InvalidOptionError({
          subject,
          rule: "must hold numbers",
          received: value,
          remedy: "Pass a tensor, a Float32Array or Int32Array, or nested lists of numbers.",
        });
      }
      data[written++] = Number(value);
      return;
    }
    if (!isList(value) || value.length !== shape[axis]) {
      throw new ShapeMismatchError({
        subject,
        rule: `must have rows of one shape, ${formatShape(shape)} by the first`,
        received: isList(value) ? value.length : value,
        remedy: "Pad or cut the rows to one length.",
      });
    }
    for (let index = 0; index < value.length; index++) write(value[index], axis + 1);
  }

  write(list, 0);
  return { shape, data };
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || isTypedNumbers(value);
}
