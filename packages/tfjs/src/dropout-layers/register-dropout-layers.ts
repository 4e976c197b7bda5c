import { requireLayersNamespace, type LayersNamespace } from "../namespace/layers-namespace.ts";
import { ALPHA_DROPOUT } from "./alpha-dropout.ts";
import { DROPOUT } from "./dropout.ts";
import { FEATURE_ALPHA_DROPOUT } from "./feature-alpha-dropout.ts";
import { GAUSSIAN_DROPOUT } from "./gaussian-dropout.ts";
import { GAUSSIAN_NOISE } from "./gaussian-noise.ts";
import { classOfKind } from "./random-layer-classes.ts";
import { SPATIAL_DROPOUT_1D, SPATIAL_DROPOUT_2D, SPATIAL_DROPOUT_3D } from "./spatial-dropout.ts";
import { STOCHASTIC_DEPTH } from "./stochastic-depth.ts";

const KINDS = [
  ALPHA_DROPOUT,
  DROPOUT,
  FEATURE_ALPHA_DROPOUT,
  GAUSSIAN_DROPOUT,
  GAUSSIAN_NOISE,
  SPATIAL_DROPOUT_1D,
  SPATIAL_DROPOUT_2D,
  SPATIAL_DROPOUT_3D,
  STOCHASTIC_DEPTH,
];

/**
 * Makes the layers of the dropout family known to `tf.loadLayersModel` and `tf.models.modelFromJSON`. A process that makes such a
 * layer before it loads a model needs no call; one that only loads does: without it tfjs says "Unknown layer:
 * LockstepDropout", and supposes that the layer is defined in Python. May be called again.
 *
 * @throws {InvalidOptionError} if `tf` is not TensorFlow.js with its layers, or {ShapeMismatchError} later, as a file is loaded
 * whose layers do not fit its inputs.
 * @example
 * // Not run here: there is no such file.
 * registerDropoutLayers(tf);
 * const model = await tf.loadLayersModel("file://model/model.json");
 */
export function registerDropoutLayers(tf: LayersNamespace): void {
  const namespace = requireLayersNamespace("registerDropoutLayers", tf);
  for (const kind of KINDS) classOfKind(namespace, kind);
}
