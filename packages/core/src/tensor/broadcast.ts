import { shapeSize, type Shape } from "./shape.ts";

/** Whether `from` can be spread over `to`: as many axes, each of the same length or of length 1. */
export function broadcastsTo(from: Shape, to: Shape): boolean {
  return from.length === to.length && from.every((length, axis) => length === 1 || length === to[axis]);
}

/**
 * Repeats elements along every axis where `from` has length 1, so that they fill `to`; row-major, as NumPy broadcasts.
 *
 * @param values as many as `from` holds; `from` must broadcast to `to`.
 * @returns `values` itself where nothing is repeated.
 */
export function broadcastValues<Values extends Uint8Array | Float32Array>(
  values: Values,
  from: Shape,
  to: Shape,
): Values {
  let spread = values;
  // Inner axes first: what an outer axis repeats is then one block.
  for (let axis = to.length - 1; axis >= 0; axis--) {
    const times = to[axis]!;
    if (from[axis] === times) continue;
    const block = shapeSize(to.slice(axis + 1));
    const blocks = shapeSize(from.slice(0, axis));
    const wider =
      spread instanceof Uint8Array ? new Uint8Array(blocks * times * block) : new Float32Array(blocks * times * block);
    for (let index = 0; index < blocks; index++) {
      if (block === 1) {
        // Less work than a view of one number for each copy.
        wider.fill(spread[index]!, index * times, (index + 1) * times);
        continue;
      }
      const repeated = spread.subarray(index * block, (index + 1) * block);
      for (let time = 0; time < times; time++) wider.set(repeated, (index * times + time) * block);
    }
    spread = wider as Values;
  }
  return spread;
}
