import type { ElementLossLoops } from "../kernels/element-loss.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place } from "./simd-matmul.ts";

/** What an element of cross-entropy costs, in multiplications, and one of another loss. */
const EXPONENTIALS = 64;
const FEW = 4;

/** The loop of elementwise losses in vectors. What does not fit in the memory is left to `others`. */
export function simdElementLosses(runner: KernelRunner, others: ElementLossLoops): ElementLossLoops {
  const { arena } = runner;
  return {
    elementLosses(loss, outputs, targets, weights) {
      const rows = weights.length;
      const length = outputs.length / rows;
      const [losses, gradient] = [arena.floats(rows), arena.floats(outputs.length)];
      const computed = arena.borrow(() => {
        const ofPlaces = loss.ofPlaces?.(length) ?? new Float32Array(0);
        const addresses = [outputs, targets, ofPlaces, weights].map((array) => place(runner, array));
        if (losses === undefined || gradient === undefined || addresses.includes(undefined)) return undefined;
        const results = [gradient.byteOffset, losses.byteOffset];
        runner.run(
          loss.name,
          [...addresses.map((address) => address!), ...results, length, ...loss.numbers],
          rows,
          length * (loss.name === "binaryCrossEntropy" ? EXPONENTIALS : FEW),
        );
        return { losses, gradient };
      });
      // Outside of what is borrowed: the result stays.
      return computed ?? others.elementLosses(loss, outputs, targets, weights);
    },
  };
}
