import { UnsupportedOptionError } from "@lockstep/core";

/** A layer or model as tfjs writes it into files: names in snake case. */
export interface SavedLayer {
  class_name: string;
  config: Record<string, unknown>;
}

/** A layer of tfjs that the file was made of; what its config leaves out can be read there. */
export interface StockLayer {
  readonly name: string;
  readonly noiseShape?: readonly (number | null)[] | null;
  readonly layers?: readonly StockLayer[];
}

/** What the layers that are put in have in common. */
export interface Replacement {
  readonly seed: number | string;
  readonly step: number;
  /** The next free site. */
  nextSite(): number;
}

/** How each dropout layer of tfjs becomes one of ours, by the former's name in files. */
const LAWS: Readonly<Record<string, (config: SavedLayer["config"], layer: StockLayer) => SavedLayer>> = {
  AlphaDropout: ({ rate }, { noiseShape }) => ({
    class_name: "LockstepAlphaDropout",
    // The config of tfjs leaves the noise shape out.
    config: { rate, shared_axes: sharedAxes(noiseShape) },
  }),
  Dropout: ({ rate }, { noiseShape }) => ({
    class_name: "LockstepDropout",
    config: { rate, shared_axes: sharedAxes(noiseShape) },
  }),
  GaussianDropout: ({ rate }) => ({ class_name: "LockstepGaussianDropout", config: { rate } }),
  GaussianNoise: ({ stddev }) => ({ class_name: "LockstepGaussianNoise", config: { standard_deviation: stddev } }),
  SpatialDropout1D: ({ rate }) => ({ class_name: "LockstepSpatialDropout1D", config: { rate } }),
};

/**
 * A saved layer or model with every dropout layer of tfjs in it replaced, numbered in the order of the file, which is forward.
 *
 * @param layer what `saved` was made of.
 * @throws {UnsupportedOptionError} for dropout that no layer of ours can stand in for.
 */
export function replacedTopology(saved: SavedLayer, layer: StockLayer, replacement: Replacement): SavedLayer {
  const { class_name: name, config } = saved;
  const law = LAWS[name];
  if (law !== undefined) {
    const made = law(config, layer);
    const { batch_input_shape, dtype, name: ownName, trainable } = config;
    const place = Object.fromEntries(
      Object.entries({ batch_input_shape, dtype, name: ownName, trainable }).filter(([, value]) => value !== undefined),
    );
    const { seed, step } = replacement;
    return {
      ...saved,
      class_name: made.class_name,
      config: { ...place, ...made.config, seed, step, site: replacement.nextSite() },
    };
  }
  requireReplaceable(saved, layer.name);
  const inner = config["layers"];
  if (!Array.isArray(inner) || layer.layers === undefined) return saved;
  const layers = (inner as SavedLayer[]).map((savedInner) => {
    const own = layer.layers!.find((candidate) => candidate.name === savedInner.config["name"]);
    return replacedTopology(savedInner, own!, replacement);
  });
  return { ...saved, config: { ...config, layers } };
}

/** The axes that a noise shape spreads one draw over. */
function sharedAxes(noiseShape: StockLayer["noiseShape"]): readonly number[] {
  return (noiseShape ?? []).flatMap((length, axis) => (length === 1 ? [axis] : []));
}

/** Refuses dropout within recurrent layers and wrappers. */
function requireReplaceable({ class_name: kind, config }: SavedLayer, name: string, parts = PARTS): void {
  for (const option of ["dropout", "recurrent_dropout"]) {
    if (!(Number(config[option] ?? 0) > 0)) continue;
    throw new UnsupportedOptionError({
      subject: `replaceDropout: the layer ${name} (${kind})`,
      rule: `has a dropout of its own (${option}), which takes no seed`,
      received: config[option],
      remedy: "Make the layer without it, and put dropout(tf, { sharedAxes: [1] }) before the layer.",
    });
  }
  for (const inner of savedParts(config, parts)) {
    if (LAWS[inner.class_name] !== undefined) {
      throw new UnsupportedOptionError({
        subject: `replaceDropout: the layer ${name} (${kind})`,
        rule: `applies ${inner.class_name} at every time, where a layer of Lockstep would repeat one mask`,
        remedy: "Leave the wrapper out: dropout(tf, ...) by itself draws for every time.",
      });
    }
    requireReplaceable(inner, name, [...PARTS, "layers"]);
  }
}

/** Where wrappers and recurrent layers hold others. */
const PARTS: readonly string[] = ["layer", "cell", "cells", "backward_layer"];

function savedParts(config: SavedLayer["config"], parts: readonly string[]): readonly SavedLayer[] {
  const isSaved = (part: unknown): part is SavedLayer =>
    typeof part === "object" && part !== null && "class_name" in part && "config" in part;
  return parts.flatMap((part) => [config[part]].flat().filter(isSaved));
}
