import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";

// A page's worker, in which the caller of kernels may sleep: it does small jobs on threads, and says how many went wrong.
interface Scope {
  readonly crossOriginIsolated: boolean;
  postMessage(message: unknown, options: object): void;
}

const ROWS = 20;
const COLUMNS = 200;

async function serveJobs(scope: Scope): Promise<void> {
  const kernels = simdKernels({ relaxed: false, threads: 3, smallestShare: 1 })!;
  const { threads } = kernels;
  for (let job = 0; job < 2; job++) kernels.scope(() => kernels.sumRows(new Float32Array(4096), 2048), 0);
  while (kernels.arrivedThreads() < kernels.threads) await new Promise((resume) => setTimeout(resume, 5));
  let wrong = 0;
  for (let job = 0; job < 3000; job++) {
    const sums = kernels.scope(
      () => kernels.sumRows(kernels.floats(ROWS * COLUMNS).fill(1), COLUMNS).slice(),
      2 * ROWS * COLUMNS,
    );
    if (sums.some((sum) => sum !== ROWS)) wrong += 1;
  }
  kernels.dispose();
  scope.postMessage({ threads, wrong }, {});
}

await serveJobs(globalThis as unknown as Scope);
