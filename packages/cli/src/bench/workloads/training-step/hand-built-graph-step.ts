import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadOrt } from "../backends/load-ort.ts";
import { batchFeeds, weightFeeds, type Feeds } from "../hand-built/feeds.ts";
import { handBuiltStep } from "../hand-built/hand-built-step.ts";
import { LEARNING_RATE, startingWeights } from "../network/benchmark-network.ts";
import { trainingBatches } from "../network/labelled-rows.ts";
import { plainLosses } from "../network/plain-network.ts";
import { randomBytesBits } from "../masks/random-bytes-bits.ts";
import { requireLosses } from "../require-losses.ts";

/**
 * A step of a graph built by hand on the stock runtime, with the quickest masks that a page can draw: `Math.random` would
 * take a tenth of the step.
 */
export async function handBuiltGraphStep(threads: number, size: WorkloadSize): Promise<PreparedWorkload> {
  const { batchSize, width } = size;
  const ort = await loadOrt(threads);
  const session = await ort.InferenceSession.create(handBuiltStep(batchSize, width), { executionProviders: ["wasm"] });
  const batches = trainingBatches(batchSize);
  const rate = new ort.Tensor("float32", Float32Array.of(LEARNING_RATE), []);
  const start = startingWeights(width);
  const names = Object.keys(start);
  const drawMasks = (): readonly Uint8Array[] => [0, 1].map(() => randomBytesBits(batchSize * width));
  let weights: Feeds = weightFeeds(ort, start);

  const train = async (batch: number, masks: readonly Uint8Array[]): Promise<number> => {
    const maskFeeds = masks.map((mask, site) => [`mask.${site}`, new ort.Tensor("bool", mask, [batchSize, width])]);
    const feeds = { ...weights, ...batchFeeds(ort, batches[batch]!), ...Object.fromEntries(maskFeeds), rate };
    const results = await session.run(feeds);
    weights = Object.fromEntries(names.map((name) => [name, results[`${name}.next`]!]));
    return Number(results["lossSum"]!.data[0]) / batchSize;
  };

  const keep = drawMasks();
  const losses = [await train(0, keep), await train(0, keep)] as const;
  requireLosses("ort-hand-built", losses, plainLosses(start, batches[0]!, keep));

  let step = 0;
  return {
    units: 1,
    async run() {
      step += 1;
      await train(step % batches.length, drawMasks());
    },
  };
}
