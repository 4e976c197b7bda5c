import { InvalidOptionError, keyFromSeed } from "@lockstep/core";
import { rejectUnknownOptions, requireInteger } from "@lockstep/core/engine";
import type * as tfjsLayers from "@tensorflow/tfjs-layers";

import { requireLayersModel } from "../models/require-layers-model.ts";
import { requireLayersNamespace, type LayersModel, type LayersNamespace } from "../namespace/layers-namespace.ts";
import { randomLayersOf } from "./random-layers-of.ts";
import { registerDropoutLayers } from "./register-dropout-layers.ts";
import { replacedTopology, type SavedLayer } from "./replaced-topology.ts";

/** Options of {@link replaceDropout}. */
export interface ReplaceDropoutOptions {
  /** Seed of the layers that are put in. */
  readonly seed: number | bigint;
  /** Step of the next update. @default that of layers of the family that the model has already, or else 0 */
  readonly step?: number;
}

/**
 * A copy of a tfjs model in which `tf.layers.dropout`, `spatialDropout1d`, `alphaDropout`, `gaussianDropout` and
 * `gaussianNoise` are those of this family, those of nested models too: same names, weights copied, sites in forward order,
 * counted on after layers of the family that are there already.
 *
 * The copy has to be compiled: an optimiser belongs to the weights that it has trained. The model given stays as it is; dispose
 * of it if it is not needed. Layers of a class of one's own have to be registered with tfjs, as for files. A rate of 1, which
 * stock tfjs takes for 0, drops everything from now on.
 *
 * @throws {InvalidOptionError} if an option is unknown or out of range, the model has no such layer, or one has
 * a rate that is none, which stock tfjs takes for 0.
 * @throws {UnsupportedOptionError} for the options `dropout` and `recurrentDropout` of recurrent layers, and for dropout within
 * `tf.layers.timeDistributed`.
 * @throws {ShapeMismatchError} if a layer has no axes to drop along.
 * @example
 * const seeded = await replaceDropout(tf, stockModel, { seed: 42 });
 * seeded.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
 * await seeded.fit(xs, ys, { epochs: 5, callbacks: [dropoutSteps(tf, seeded)] });
 */
export async function replaceDropout<Model extends LayersModel>(
  tf: LayersNamespace & { readonly models: typeof tfjsLayers.models },
  model: Model,
  options: ReplaceDropoutOptions,
): Promise<Model> {
  const subject = "replaceDropout";
  requireLayersNamespace(subject, tf);
  rejectUnknownOptions(subject, options, ["seed", "step"]);
  keyFromSeed(options.seed);
  requireLayersModel(tf, subject, model);
  const own = randomLayersOf(tf, model);
  const step = requireInteger(`${subject}: step`, options.step ?? own[0]?.lockstepStep ?? 0, { min: 0 });
  const firstSite = 1 + Math.max(-1, ...own.map(({ site }) => site));
  let site = firstSite;
  const topology = replacedTopology(model.toJSON(undefined, false) as unknown as SavedLayer, model, {
    seed: typeof options.seed === "bigint" ? String(options.seed) : options.seed,
    step,
    nextSite: () => site++,
  });
  if (site === firstSite) {
    throw new InvalidOptionError({
      subject: `${subject}: model`,
      rule: "must have a dropout or noise layer of tfjs",
      received: model.layers.map((layer) => layer.getClassName()),
    });
  }
  registerDropoutLayers(tf);
  const replaced = await tf.models.modelFromJSON(topology as unknown as Parameters<typeof tf.models.modelFromJSON>[0]);
  replaced.setWeights(model.getWeights());
  return replaced as Model;
}
