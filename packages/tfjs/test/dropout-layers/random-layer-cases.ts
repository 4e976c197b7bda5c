import {
  linearRate,
  maskOfSite,
  applyDropout,
  piecewiseRate,
  shapeSize,
  type RandomSite,
  type Shape,
} from "@lockstep/core";

import { alphaDropout } from "../../src/dropout-layers/alpha-dropout.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { featureAlphaDropout } from "../../src/dropout-layers/feature-alpha-dropout.ts";
import { gaussianDropout } from "../../src/dropout-layers/gaussian-dropout.ts";
import { gaussianNoise } from "../../src/dropout-layers/gaussian-noise.ts";
import type { RandomLayer } from "../../src/dropout-layers/random-layer.ts";
import { spatialDropout1d, spatialDropout2d, spatialDropout3d } from "../../src/dropout-layers/spatial-dropout.ts";
import { stochasticDepth } from "../../src/dropout-layers/stochastic-depth.ts";
import type { LayersNamespace } from "../../src/namespace/layers-namespace.ts";

/** A layer, and the random site that it has to be, written down by hand. */
export interface RandomLayerCase {
  readonly name: string;
  /** Of one row. */
  readonly inputShape: Shape;
  readonly make: (
    tf: LayersNamespace,
    options: { readonly seed: number | bigint; readonly site: number },
  ) => RandomLayer;
  readonly site: RandomSite;
}

const halving = linearRate({ initial: 0.75, final: 0.25, length: 4 });
const late = piecewiseRate([
  { fromStep: 0, rate: 0 },
  { fromStep: 2, rate: 0.5 },
]);

export const RANDOM_LAYER_CASES: readonly RandomLayerCase[] = [
  {
    name: "dropout",
    inputShape: [7],
    make: (tf, options) => dropout(tf, { rate: 0.5, ...options }),
    site: { kind: "dropout", rate: 0.5, shape: (rows) => [rows, 7] },
  },
  {
    name: "dropout of everything",
    inputShape: [3],
    make: (tf, options) => dropout(tf, { rate: 1, ...options }),
    site: { kind: "dropout", rate: 1, shape: (rows) => [rows, 3] },
  },
  {
    name: "dropout at a scheduled rate, time shared",
    inputShape: [3, 4],
    make: (tf, options) => dropout(tf, { rate: halving, sharedAxes: [1], ...options }),
    site: { kind: "dropout", rate: halving, shape: (rows) => [rows, 1, 4] },
  },
  {
    name: "spatialDropout1d",
    inputShape: [3, 8],
    make: (tf, options) => spatialDropout1d(tf, { rate: 0.5, ...options }),
    site: { kind: "dropout", rate: 0.5, shape: (rows) => [rows, 1, 8] },
  },
  {
    name: "spatialDropout2d",
    inputShape: [2, 3, 8],
    make: (tf, options) => spatialDropout2d(tf, { rate: 0.3, ...options }),
    site: { kind: "dropout", rate: 0.3, shape: (rows) => [rows, 1, 1, 8] },
  },
  {
    name: "spatialDropout2d, channels first",
    inputShape: [8, 2, 3],
    make: (tf, options) => spatialDropout2d(tf, { rate: late, dataFormat: "channelsFirst", ...options }),
    site: { kind: "dropout", rate: late, shape: (rows) => [rows, 8, 1, 1] },
  },
  {
    name: "spatialDropout3d",
    inputShape: [2, 1, 3, 8],
    make: (tf, options) => spatialDropout3d(tf, { rate: 0.5, ...options }),
    site: { kind: "dropout", rate: 0.5, shape: (rows) => [rows, 1, 1, 1, 8] },
  },
  {
    name: "stochasticDepth",
    inputShape: [4],
    make: (tf, options) => stochasticDepth(tf, { rate: 0.5, ...options }),
    site: { kind: "dropout", rate: 0.5, shape: (rows) => [rows, 1] },
  },
  {
    name: "stochasticDepth of the batch",
    inputShape: [4],
    make: (tf, options) => stochasticDepth(tf, { rate: 0.5, mode: "batch", ...options }),
    site: { kind: "dropout", rate: 0.5, shape: () => [1, 1] },
  },
  {
    name: "alphaDropout",
    inputShape: [7],
    make: (tf, options) => alphaDropout(tf, { rate: 0.4, ...options }),
    site: { kind: "alpha-dropout", rate: 0.4, shape: (rows) => [rows, 7] },
  },
  {
    name: "featureAlphaDropout",
    inputShape: [3, 8],
    make: (tf, options) => featureAlphaDropout(tf, { rate: 0.4, ...options }),
    site: { kind: "alpha-dropout", rate: 0.4, shape: (rows) => [rows, 1, 8] },
  },
  {
    name: "gaussianDropout",
    inputShape: [7],
    make: (tf, options) => gaussianDropout(tf, { rate: 0.4, ...options }),
    site: { kind: "gaussian-dropout", rate: 0.4, shape: (rows) => [rows, 7] },
  },
  {
    name: "gaussianNoise",
    inputShape: [7],
    make: (tf, options) => gaussianNoise(tf, { standardDeviation: 0.4, ...options }),
    site: { kind: "gaussian-noise", standardDeviation: 0.4, shape: (rows) => [rows, 7] },
  },
];

/** Inputs without a zero, so that what is dropped can be told from what is not. */
export function nonZeroInputs(rows: number, inputShape: Shape): Float32Array {
  return Float32Array.from(
    { length: rows * shapeSize(inputShape) },
    (_, i) => (i % 2 === 0 ? 1 : -1) * (1 + (i % 13) / 8),
  );
}

/** What core says that a layer gives for rows of an input at a step. */
export function expectedOutput(
  { site, inputShape }: RandomLayerCase,
  inputs: Float32Array,
  draw: {
    readonly seed: number | bigint;
    readonly site: number;
    readonly step: number;
    readonly firstRow: number;
    readonly rows: number;
  },
): Float32Array {
  const size = shapeSize(inputShape);
  const { firstRow, rows } = draw;
  // The mask counts the rows of its batch from 0.
  const mask = maskOfSite(site, { seed: draw.seed, site: draw.site, step: draw.step, rows });
  return applyDropout(inputs.slice(firstRow * size, (firstRow + rows) * size), mask, [rows, ...inputShape]);
}
