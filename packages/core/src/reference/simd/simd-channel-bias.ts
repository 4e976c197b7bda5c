import type { Kernels } from "../kernels/kernels.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place, takeBack } from "./simd-matmul.ts";

type ChannelBias = Pick<Kernels, "addChannelBias" | "sumChannels">;

/** Biases of channels and their gradients. What does not fit in the memory is left to `others`. */
export function simdChannelBias(runner: KernelRunner, others: ChannelBias): ChannelBias {
  const { arena } = runner;
  return {
    addChannelBias(values, bias, positions) {
      return arena.borrow(() => {
        const [to, from] = [place(runner, values), place(runner, bias)];
        if (to === undefined || from === undefined) return others.addChannelBias(values, bias, positions);
        runner.run("addChannelBias", [to, from, bias.length, positions], values.length / positions, positions);
        takeBack(runner, values, to);
        return values;
      });
    },
    sumChannels(values, channels, positions, given) {
      const sums = given ?? arena.floats(channels) ?? new Float32Array(channels);
      return arena.borrow(() => {
        const [from, to] = [place(runner, values), place(runner, sums)];
        if (from === undefined || to === undefined) return others.sumChannels(values, channels, positions, sums);
        const rows = values.length / (channels * positions);
        runner.run("sumChannels", [from, to, channels, positions, rows], channels, rows * positions);
        takeBack(runner, sums, to);
        return sums;
      });
    },
  };
}
