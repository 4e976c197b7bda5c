import type { Kernels } from "../kernels/kernels.ts";

/** Moves of values between all positions of rows, [rows, positions, size], and one position of them, [rows, size]. */

/** One position of all rows, copied. */
export function takePosition(
  kernels: Kernels,
  values: Float32Array,
  rows: number,
  positions: number,
  position: number,
  size: number,
): Float32Array {
  const taken = kernels.floats(rows * size);
  for (let row = 0; row < rows; row++) {
    const first = (row * positions + position) * size;
    taken.set(values.subarray(first, first + size), row * size);
  }
  return taken;
}

/** Puts `taken` where {@link takePosition} takes it from. */
export function putPosition(
  values: Float32Array,
  taken: Float32Array,
  rows: number,
  positions: number,
  position: number,
): void {
  const size = taken.length / rows;
  for (let row = 0; row < rows; row++) {
    values.set(taken.subarray(row * size, (row + 1) * size), (row * positions + position) * size);
  }
}

/** [..., size] of each part to [..., parts · size]; a single part is itself. */
export function sideBySide(parts: readonly Float32Array[], size: number): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const joined = new Float32Array(parts.length * parts[0]!.length);
  for (const [number, part] of parts.entries()) {
    for (let vector = 0; vector < part.length / size; vector++) {
      joined.set(part.subarray(vector * size, (vector + 1) * size), (vector * parts.length + number) * size);
    }
  }
  return joined;
}

/** The part that {@link sideBySide} put at `number` of `count`. */
export function partOf(joined: Float32Array, size: number, number: number, count: number): Float32Array {
  if (count === 1) return joined;
  const part = new Float32Array(joined.length / count);
  for (let vector = 0; vector < part.length / size; vector++) {
    const first = (vector * count + number) * size;
    part.set(joined.subarray(first, first + size), vector * size);
  }
  return part;
}

/** target + values, in place. */
export function addTo(target: Float32Array, values: Float32Array): Float32Array {
  for (let index = 0; index < target.length; index++) target[index] = target[index]! + values[index]!;
  return target;
}
