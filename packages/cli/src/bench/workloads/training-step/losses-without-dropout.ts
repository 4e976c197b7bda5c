import type { Tfjs } from "../backends/load-tfjs.ts";
import type { LayersBatch } from "./layers-batch.ts";
import { layersModel } from "./layers-model.ts";
import { trainedLoss } from "./trained-loss.ts";

/** Losses of a batch in two steps of stock tfjs-layers: the masks of its own dropout cannot be known. */
export async function lossesWithoutDropout(
  tf: Tfjs,
  width: number,
  { x, y }: LayersBatch,
): Promise<readonly [number, number]> {
  const model = layersModel(tf, width, () => tf.layers.dropout({ rate: 0 }));
  const losses = [trainedLoss(await model.trainOnBatch(x, y)), trainedLoss(await model.trainOnBatch(x, y))] as const;
  model.dispose();
  return losses;
}
