import { expect, vi } from "vitest";
import type { SimdKernels } from "../../src/reference/simd/simd-kernels.ts";

/** Waits until every thread waits for work: one that is late is not waited for otherwise, and would be tested by nobody. */
export async function whenAllArrived(kernels: SimdKernels): Promise<void> {
  // They start with the first work that is shared.
  kernels.scope(() => kernels.sumRows(new Float32Array(4096), 2048), 0);
  kernels.scope(() => kernels.sumRows(new Float32Array(4096), 2048), 0);
  await vi.waitFor(() => expect(kernels.arrivedThreads()).toBe(kernels.threads), { timeout: 30_000 });
}
