import { dropoutMask, keepBits } from "@lockstep/core";
import { dropout, dropoutSteps, installFastWasm } from "@lockstep/tfjs";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs } from "../backends/load-tfjs.ts";
import { DROPOUT_RATE, startingWeights } from "../network/benchmark-network.ts";
import { trainingBatches } from "../network/labelled-rows.ts";
import { plainLosses } from "../network/plain-network.ts";
import { requireLosses } from "../require-losses.ts";
import { layersBatch } from "./layers-batch.ts";
import { layersFit } from "./layers-fit.ts";
import { layersModel } from "./layers-model.ts";
import { trainedLoss } from "./trained-loss.ts";

const SEED = 1;

/** Steps of stock `model.fit` with our kernels in the wasm backend and our dropout layers. */
export async function fastLayersFit(size: WorkloadSize): Promise<PreparedWorkload> {
  const { batchSize, width } = size;
  const tf = await loadTfjs("wasm");
  installFastWasm(tf);
  const model = layersModel(tf, width, (site) => dropout(tf, { rate: DROPOUT_RATE, seed: SEED, site }));

  const [first] = trainingBatches(batchSize);
  const keep = [0, 1].map((site) =>
    keepBits(dropoutMask({ seed: SEED, site, step: 0, rate: DROPOUT_RATE, shape: [batchSize, width] })),
  );
  const { x, y } = layersBatch(tf, first!);
  const trainAtStart = async (): Promise<number> =>
    trainedLoss(await dropoutSteps(tf, model, { step: 0 }).update(() => model.trainOnBatch(x, y)));
  const losses = [await trainAtStart(), await trainAtStart()] as const;
  tf.dispose([x, y]);
  requireLosses("tfjs-fast-fit", losses, plainLosses(startingWeights(width), first!, keep));

  return layersFit(tf, model, batchSize, [dropoutSteps(tf, model)]);
}
