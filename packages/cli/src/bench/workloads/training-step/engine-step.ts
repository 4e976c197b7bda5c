import { keepBits, maskOfSite, sgd, sgdStep, type AddressedMask, type MicroBatch } from "@lockstep/core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import type { EngineEntry } from "../backends/engine-entries.ts";
import { LEARNING_RATE, startingWeights } from "../network/benchmark-network.ts";
import { trainingBatches } from "../network/labelled-rows.ts";
import { plainLosses } from "../network/plain-network.ts";
import { requireLosses } from "../require-losses.ts";

const SEED = 1;
const OPTIMIZER = sgd({ learningRate: LEARNING_RATE });

/** A step of one of our engines: fresh masks, the update, and the loss read. */
export async function engineStep({ name, open }: EngineEntry, size: WorkloadSize): Promise<PreparedWorkload> {
  const { batchSize, width } = size;
  const engine = await open(width);
  const batches = trainingBatches(batchSize);

  const masksAt = (step: number): MicroBatch["masks"] =>
    engine.randomSites.map((randomSite, site) => maskOfSite(randomSite, { seed: SEED, site, step, rows: batchSize }));
  const train = async (batch: MicroBatch, step: number): Promise<number> => {
    const { lossSum, weightSum } = await engine.trainBatch([batch], sgdStep(OPTIMIZER, step)).read();
    return lossSum / weightSum;
  };

  const first = { ...batches[0]!, masks: masksAt(0) };
  const keep = first.masks.map((mask) => keepBits(mask as AddressedMask));
  const losses = [await train(first, 0), await train(first, 0)] as const;
  requireLosses(name, losses, plainLosses(startingWeights(width), first, keep));

  let step = 0;
  return {
    units: 1,
    async run() {
      step += 1;
      await train({ ...batches[step % batches.length]!, masks: masksAt(step) }, step);
    },
  };
}
