import type { LayersModel } from "../namespace/layers-namespace.ts";

/** What `tf.Sequential` keeps to itself. */
interface Sequential {
  readonly model?: LayersModel;
  build(): void;
}

/**
 * The model that is trained and that callbacks are given: of a `tf.Sequential` the one within, whose layers are those of
 * models inside it too, with input layers besides; of any other, itself.
 */
export function trainedModel(model: LayersModel): LayersModel {
  if (model.getClassName() !== "Sequential" || model.layers.length === 0) return model;
  const sequential = model as unknown as Sequential;
  // tfjs puts it off until something is computed.
  if (sequential.model === undefined) sequential.build();
  return sequential.model ?? model;
}
