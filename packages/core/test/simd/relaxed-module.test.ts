import { describe, expect, it } from "vitest";
import { KERNEL_MODULE } from "../../src/reference/simd/kernel-modules.ts";
import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { moduleBytes } from "../../src/web-assembly/module-bytes.ts";
import { KERNELS } from "../../wasm/kernel-list.ts";
import { kernelFunction } from "../../wasm/kernel.ts";

/** The kernels that sum products. */
const PRODUCTS = ["matmul", "respondWindows", "projectWindows", "correlateWindows"];

describe("the relaxed module", () => {
  it("differs from the strict one where products are summed, and nowhere else", () => {
    const [strict, relaxed] = [false, true].map((isRelaxed) =>
      moduleBytes(KERNEL_MODULE, { shared: false, relaxed: isRelaxed }),
    );
    const fused = /\(f32x4\.add \(f32x4\.mul (?:\([^()]*\)|\s)+\) \(local\.get/gu;
    const places = KERNELS.map((kernel) => [kernel.name, kernelFunction(kernel).match(fused)?.length ?? 0] as const);
    expect(places.filter(([, count]) => count > 0).map(([name]) => name)).toEqual(PRODUCTS);
    const expected = places.reduce((sum, [, count]) => sum + count, 0);
    // Of both instructions' three bytes two are others.
    expect(relaxed!.filter((byte, place) => byte !== strict![place]).length).toBe(4 * expected);
    expect(relaxed!.length).toBe(strict!.length);
  });
  it("rounds once or twice: 1 + 2^-12 squared, less what its first digits are", () => {
    const kernels = simdKernels({ relaxed: true, threads: 1 });
    if (kernels === undefined) return;
    const x = 1 + 2 ** -12;
    const [result] = kernels.scope(
      () => kernels.matmul(Float32Array.of(x), Float32Array.of(x), 1, 1, Float32Array.of(-1 - 2 ** -11)),
      0,
    );
    expect([0, 2 ** -24]).toContain(result);
  });
});
