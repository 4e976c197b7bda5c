import { vi } from "vitest";
import type { Kernels } from "../../src/reference/kernels/kernels.ts";
import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { webAssembly } from "../../src/web-assembly/web-assembly.ts";

const PAGES = 8;
const LINE = 64;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/**
 * SIMD kernels on memory that does not grow beyond a few pages, in which each scope finds room for a few numbers only, now
 * more and now fewer: sometimes for all that a kernel needs, and sometimes for a part of it.
 */
export function nearlyFullKernels(): Kernels {
  const { Memory } = webAssembly!;
  const small = vi.spyOn(webAssembly!, "Memory").mockImplementation(function () {
    return new Memory({ initial: 1, maximum: PAGES });
  });
  const kernels = simdKernels({ relaxed: false, threads: 1 })!;
  small.mockRestore();
  let scopes = 0;
  return {
    ...kernels,
    scope: (compute, expected) =>
      kernels.scope(() => {
        scopes += 1;
        const room = LINE * ((scopes * 37) % 127) * (scopes % 5 === 0 ? 8 : 1);
        const { byteOffset } = kernels.floats(0);
        kernels.floats(Math.max(0, kernels.memoryBytes() - byteOffset - room) / FLOAT);
        return compute();
      }, expected),
  };
}
