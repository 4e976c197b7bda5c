import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { LAWS } from "./laws.ts";
import { nearlyFullKernels } from "./nearly-full.ts";
import { whenAllArrived } from "./when-all-arrived.ts";

describe.each([1, 2, 4])("SIMD kernels on %i threads", (threads) => {
  const kernels = simdKernels({ relaxed: false, threads, smallestShare: 1 })!;
  beforeAll(() => whenAllArrived(kernels));
  afterAll(() => kernels.dispose());
  it("work with as many", () => expect(kernels.threads).toBe(threads));
  it.each(Object.entries(LAWS))("give the bits of TypeScript: %s", (_, law) => law(kernels));
});

// Addresses are negative there for whoever takes them to be signed.
describe.each([1, 2])("SIMD kernels on %i threads, on memory about and beyond 2 GB", (threads) => {
  const kernels = simdKernels({ relaxed: false, threads, smallestShare: 1 })!;
  beforeAll(() => whenAllArrived(kernels));
  afterAll(() => kernels.dispose());
  it.each(Object.entries(LAWS))("give the bits of TypeScript: %s", (_, law) => {
    // Nobody touches it, so that the machine does not have to have it.
    const before = kernels.memoryBytes() < 2 ** 31 ? kernels.keep((2 ** 31 - 4096) / 4) : undefined;
    law(kernels);
    expect(kernels.memoryBytes()).toBeGreaterThan(2 ** 31);
    expect(before?.data.length ?? 0).toBeLessThan(2 ** 31);
  });
});

describe.each([1, 4])("SIMD kernels on %i threads, on memory that is nearly full", (threads) => {
  it.each(Object.entries(LAWS))("give the bits of TypeScript: %s", async (_, law) => {
    // Each on its own, which what others keep does not fill.
    const kernels = await nearlyFullKernels(threads);
    law(kernels);
    kernels.dispose();
  });
});
