import type { Kernels } from "../kernels/kernels.ts";
import type { PoolWindows } from "../pool-windows.ts";
import { keepWords } from "./keep-words.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place } from "./simd-matmul.ts";

type Pools = Pick<Kernels, "maxPool" | "avgPool">;

const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** Pools, channel by channel. What does not fit in the memory is left to `others`. */
export function simdPools(runner: KernelRunner, others: Pools): Pools {
  const { arena } = runner;
  return {
    maxPool(windows) {
      const { size, count } = windows;
      const inScript = others.maxPool(windows);
      const kept = keepWords(arena, tablesOf(windows));
      if (kept === undefined) return inScript;
      const [starts, places] = kept;
      const cost = windows.elements.length;
      return {
        largest(input) {
          const channels = input.length / size;
          const [values, found] = [arena.floats(channels * count), arena.bytes(channels * count * FLOAT)];
          const result = arena.borrow(() => {
            const from = place(runner, input);
            if (from === undefined || values === undefined || found === undefined) return undefined;
            const parameters = [from, values.byteOffset, found, size * FLOAT, count, starts!, places!];
            runner.run("maxPool", parameters, channels, cost);
            return { values, places: new Int32Array(arena.memory.buffer, found, channels * count) };
          });
          return result ?? inScript.largest(input);
        },
        spread(gradient, largest) {
          const channels = gradient.length / count;
          const spread = arena.floats(channels * size);
          const indices = arena.addressOf(largest);
          const result = arena.borrow(() => {
            const from = place(runner, gradient);
            if (from === undefined || spread === undefined || indices === undefined) return undefined;
            const parameters = [from, indices, spread.byteOffset, size * FLOAT, count];
            runner.run("maxPoolGradient", parameters, channels, count);
            return spread;
          });
          return result ?? inScript.spread(gradient, largest);
        },
      };
    },
    avgPool(windows, divisors) {
      const { size, count } = windows;
      const inScript = others.avgPool(windows, divisors);
      const divisorBits = new Int32Array(divisors.slice().buffer);
      const kept = keepWords(arena, [divisorBits, ...tablesOf(windows)]);
      if (kept === undefined) return inScript;
      const [dividing, starts, places] = kept;
      const tables = [dividing!, size * FLOAT, count, starts!, places!];
      const cost = windows.elements.length;
      return {
        average(input) {
          const channels = input.length / size;
          const averages = arena.floats(channels * count);
          const result = arena.borrow(() => {
            const from = place(runner, input);
            if (from === undefined || averages === undefined) return undefined;
            runner.run("avgPool", [from, averages.byteOffset, ...tables], channels, cost);
            return averages;
          });
          return result ?? inScript.average(input);
        },
        spread(gradient) {
          const channels = gradient.length / count;
          const spread = arena.floats(channels * size);
          const result = arena.borrow(() => {
            const from = place(runner, gradient);
            if (from === undefined || spread === undefined) return undefined;
            runner.run("avgPoolGradient", [from, spread.byteOffset, ...tables], channels, cost);
            return spread;
          });
          return result ?? inScript.spread(gradient);
        },
      };
    },
  };
}

/** Where windows' places begin, and the places themselves, in bytes. */
function tablesOf({ starts, elements }: PoolWindows): readonly Int32Array[] {
  return [starts.map((start) => start * FLOAT), elements.map((element) => element * FLOAT)];
}
