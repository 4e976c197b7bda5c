import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** Backends whose kernel of `scatterND` adds one update after the other, in their order. */
const SCATTERING: readonly string[] = ["cpu", "wasm"];

/**
 * Row id of the result is the sum of the vectors at the places i with ids[i] = id; rows without one are zeros.
 *
 * @param vectors [places, size].
 * @param ids of the places, from 0 to count - 1.
 * @param omitted the id whose row stays zeros. @default none
 * @returns [count, size]
 */
export function sumById(
  tf: TfjsNamespace,
  vectors: DeviceTensor,
  ids: Int32Array,
  count: number,
  omitted?: number,
): DeviceTensor {
  const places = new Int32Array(ids.keys()).filter((place) => ids[place] !== omitted);
  if (!SCATTERING.includes(tf.getBackend())) return sumInPairs(tf, vectors, ids, places, count);
  if (places.length === 0) return tf.zeros([count, vectors.shape[1]!]);
  const updates = places.length === ids.length ? vectors : takeRows(tf, vectors, places);
  const owners = places.map((place) => ids[place]!);
  return tf.scatterND(tf.tensor(owners, [owners.length, 1], "int32"), updates, [count, vectors.shape[1]!]);
}

/**
 * The same by gathering alone: the rows of an id are added in pairs until one is left, log₂ of the most frequent id's places
 * times. On webgpu `scatterND` adds in whatever order its threads come, so that no two runs would be alike; on webgl each
 * element of the result runs over all updates.
 */
function sumInPairs(
  tf: TfjsNamespace,
  vectors: DeviceTensor,
  ids: Int32Array,
  places: Int32Array,
  count: number,
): DeviceTensor {
  let sums = withZeros(tf, vectors);
  // The rows of `sums` that are left to add, those of an id side by side and in order.
  let rows: readonly number[] = [...places].sort((a, b) => ids[a]! - ids[b]!);
  let owners: readonly number[] = rows.map((place) => ids[place]!);
  while (owners.some((id, index) => id === owners[index + 1])) {
    const zeros = sums.shape[0] - 1;
    const [first, second, left]: [number[], number[], number[]] = [[], [], []];
    for (let index = 0; index < rows.length; index++) {
      left.push(owners[index]!);
      first.push(rows[index]!);
      second.push(owners[index + 1] === owners[index] ? rows[++index]! : zeros);
    }
    sums = withZeros(tf, tf.add(takeRows(tf, sums, first), takeRows(tf, sums, second)));
    rows = [...left.keys()];
    owners = left;
  }
  const rowOf = new Int32Array(count).fill(sums.shape[0] - 1);
  for (const [index, id] of owners.entries()) rowOf[id] = rows[index]!;
  return takeRows(tf, sums, rowOf);
}

/** With one more row, of zeros. */
function withZeros(tf: TfjsNamespace, rows: DeviceTensor): DeviceTensor {
  return tf.concat([rows, tf.zeros([1, rows.shape[1]!])], 0);
}

function takeRows(tf: TfjsNamespace, from: DeviceTensor, rows: ArrayLike<number>): DeviceTensor {
  return tf.gather(from, tf.tensor(Int32Array.from(rows), [rows.length], "int32"));
}
