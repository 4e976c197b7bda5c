import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { tensor, type Tensor } from "../tensor/tensor.ts";

/** The arrays that an engine takes numbers from. Any other would be cut to integers, or read as something else. */
type TensorArray = typeof Float32Array | typeof Int32Array;

/**
 * Returns `value` if it is a tensor whose numbers are of one of these types and fill its shape.
 *
 * @throws {InvalidOptionError} if it is no tensor, or one of other numbers.
 * @throws {ShapeMismatchError} if its numbers do not fill its shape.
 */
export function requireTensor<Data extends Float32Array | Int32Array>(
  subject: string,
  value: Tensor<Data>,
  arrays: readonly TensorArray[],
): Tensor<Data> {
  if (typeof value === "object" && value !== null && Array.isArray(value.shape)) {
    if (arrays.some((array) => value.data instanceof array)) return tensor(value.shape, value.data);
  }
  const names = arrays.map((array) => array.name);
  throw new InvalidOptionError({
    subject,
    rule: `must be a tensor of ${names.join(" or ")}`,
    received: value,
    remedy: `Pass tensor(shape, ${names.at(-1)}.from(numbers)).`,
  });
}
