import * as tf from "@tensorflow/tfjs-core";
// It registers the gradients, and the methods of tensors that some of them call.
import "@tensorflow/tfjs";
import { expect } from "vitest";

/** Deterministic values in [-1, 1) that no two neighbours share. */
export function values(size: number, salt = 1): number[] {
  return Array.from({ length: size }, (_, i) => (((i + 1) * 2654435761 * salt) % 4294967296) / 2147483648 - 1);
}

/** A float32 tensor of such values on the current backend. */
export function filled(shape: readonly number[], salt = 1): tf.Tensor {
  return tf.tensor(values(tf.util.sizeFromShape([...shape]), salt), [...shape], "float32");
}

/** What a computation gives on one backend; it builds its own inputs there and may leave no other tensor behind. */
export async function computeOn(
  backend: "cpu" | "wasm",
  compute: () => tf.Tensor | readonly tf.Tensor[],
): Promise<{ readonly shape: readonly number[]; readonly data: readonly number[] }[]> {
  // Without it tfjs advises every process to install its native backend.
  tf.enableProdMode();
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const results = tf.tidy(() => {
    const made = compute();
    return made instanceof tf.Tensor ? [made] : [...made];
  });
  const read = results.map((tensor) => ({ shape: tensor.shape, data: Array.from(tensor.dataSync()) }));
  tf.dispose(results);
  expect(tf.memory().numTensors).toBe(before);
  return read;
}

/** Holds the wasm backend against the cpu backend, an implementation of its own. */
export async function expectBackendsToAgree(
  compute: () => tf.Tensor | readonly tf.Tensor[],
  tolerance = 2e-5,
): Promise<void> {
  const reference = await computeOn("cpu", compute);
  const ours = await computeOn("wasm", compute);
  expect(ours.map(({ shape }) => shape)).toEqual(reference.map(({ shape }) => shape));
  ours.forEach(({ data }, index) => {
    expectClose(data, reference[index]!.data, tolerance);
  });
}

/** Holds numbers against others within `tolerance (1 + |expected|)`; NaN and infinities have to be the same. */
export function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const wrong = actual.flatMap((value, index) => {
    const other = expected[index]!;
    const same = Object.is(value, other) || value === other;
    return same || Math.abs(value - other) <= tolerance * (1 + Math.abs(other)) ? [] : [{ index, value, other }];
  });
  expect(wrong.slice(0, 5)).toEqual([]);
}
