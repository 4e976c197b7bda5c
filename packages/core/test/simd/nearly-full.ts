import { vi } from "vitest";
import { simdKernels, type SimdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { webAssembly } from "../../src/web-assembly/web-assembly.ts";
import { whenAllArrived } from "./when-all-arrived.ts";

const PAGES = 8;
const LINE = 64;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/**
 * SIMD kernels on memory that does not grow beyond a few pages, in which each scope finds room for a few numbers only, now
 * more and now fewer: sometimes for all that a kernel needs, and sometimes for a part of it.
 */
export async function nearlyFullKernels(threads: number): Promise<SimdKernels> {
  const { Memory } = webAssembly!;
  const small = vi.spyOn(webAssembly!, "Memory").mockImplementation(function ({
    shared = false,
  }: {
    readonly shared?: boolean;
  }) {
    return new Memory({ initial: 1, maximum: PAGES, shared });
  });
  const kernels = simdKernels({ relaxed: false, threads, smallestShare: 1 })!;
  small.mockRestore();
  await whenAllArrived(kernels);
  let scopes = 0;
  const scope: SimdKernels["scope"] = (compute, expected) =>
    kernels.scope(() => {
      scopes += 1;
      const room = LINE * ((scopes * 37) % 127) * (scopes % 5 === 0 ? 8 : 1);
      const { byteOffset } = kernels.floats(0);
      kernels.floats(Math.max(0, kernels.memoryBytes() - byteOffset - room) / FLOAT);
      return compute();
    }, expected);
  return Object.assign(Object.create(kernels) as SimdKernels, { scope });
}
