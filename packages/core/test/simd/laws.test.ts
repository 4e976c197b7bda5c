import { afterAll, describe, expect, it } from "vitest";
import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { LAWS } from "./laws.ts";

describe.each([1, 2, 4])("SIMD kernels on %i threads", (threads) => {
  const kernels = simdKernels({ relaxed: false, threads, smallestShare: 1 })!;
  afterAll(() => kernels.dispose());
  it("work with as many", () => expect(kernels.threads).toBe(threads));
  it.each(Object.entries(LAWS))("give the bits of TypeScript: %s", (_, law) => law(kernels));
});
