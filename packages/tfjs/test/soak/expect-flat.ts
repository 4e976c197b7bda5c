import { expect } from "vitest";

import type { Soak } from "./soaks.ts";

/** Holds a soak against what it had to do, and what it held against what it held after its first hundred steps. */
export function expectFlat({ held, keptAnEpoch, ...run }: Soak, steps: number): void {
  const half = Math.ceil(steps / 200);
  expect(run).toMatchObject({ steps, stopReason: "patience", bestEpoch: half - 1, restored: true, left: 0 });
  // Each epoch of the first half is the best so far, and each after it no better.
  expect(run.losses.slice(0, half)).toEqual(run.losses.slice(0, half).toSorted((one, two) => two - one));
  expect(new Set(run.losses.slice(half - 1)).size).toBe(1);
  expect(held).toHaveLength((steps / 100 - 1) * 8);
  const [first] = held;
  for (const [index, { tensors, bytes, gpuBytes, heapBytes }] of held.entries()) {
    const kept = keptAnEpoch * Math.floor(index / 8);
    const keptOnGpu = gpuBytes === 0 ? 0 : 4 * kept;
    expect({
      tensors: tensors - kept,
      bytes: bytes - 4 * kept,
      gpuBytes: gpuBytes - keptOnGpu,
      heapBytes,
    }).toEqual(first);
  }
}
