import {
  adaptiveAvgPool2d,
  adaptiveMaxPool2d,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  globalAvgPool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  type LayerSpec,
  type Shape,
} from "@lockstep/core";

import { drawIntegers } from "./draw-integers.ts";
import { aloneLayer } from "./run-layer.ts";

export type PoolSpec = Extract<LayerSpec, { readonly kind: `${string}-pool${string}` }>;

/** A pool and the spatial axes that it is given. */
export interface PoolExample {
  readonly name: string;
  readonly spec: PoolSpec;
  readonly spatial: Shape;
}

/** Pools of every kind with all their options. */
export const POOL_EXAMPLES: readonly PoolExample[] = [
  ...stepped(1, 24),
  ...stepped(2, 30),
  ...stepped(3, 12),
  ...[
    [7, 5, 3, 2],
    [3, 4, 5, 7],
    [6, 4, 3, 2],
    [5, 8, 5, 3],
    [4, 3, 1, 1],
    [2, 3, 9, 1],
  ].flatMap(([height, width, rows, columns]) =>
    [adaptiveMaxPool2d, adaptiveAvgPool2d].map((pool) => ({
      name: `${height}x${width} to ${rows}x${columns}`,
      spec: pool([rows!, columns!]),
      spatial: [height!, width!],
    })),
  ),
  ...[[1], [5], [3, 7], [2, 3, 5]].flatMap((spatial) =>
    [globalMaxPool(), globalAvgPool()].map((spec) => ({ name: spatial.join("x"), spec, spatial })),
  ),
];

/** Windows that step, small and odd, along so many axes. */
function stepped(axes: 1 | 2 | 3, count: number): readonly PoolExample[] {
  const draw = drawIntegers(100 + axes);
  const made: PoolExample[] = [];
  while (made.length < count) {
    const each = (low: number, high: number): number[] => Array.from({ length: axes }, () => draw(low, high));
    const [spatial, kernelSize, stride, dilation] = [each(1, 8), each(1, 4), each(1, 4), each(1, 3)];
    const padding = kernelSize.map((kernel) => draw(0, Math.floor(kernel / 2)));
    const options = { stride, padding, rounding: draw(0, 1) === 1 ? "ceil" : "floor" } as const;
    const divisor = draw(0, 2) === 0 ? { divisor: 3 } : {};
    for (const [spec, name] of [
      [() => [maxPool1d, maxPool2d, maxPool3d][axes - 1]!(kernelSize, { ...options, dilation }), { dilation }],
      [
        () =>
          [avgPool1d, avgPool2d, avgPool3d][axes - 1]!(kernelSize, {
            ...options,
            countPadding: draw(0, 1) === 1,
            ...divisor,
          }),
        divisor,
      ],
    ] as const) {
      try {
        const pool = spec();
        aloneLayer(pool, [1, ...spatial]);
        made.push({ name: JSON.stringify({ spatial, kernelSize, ...options, ...name }), spec: pool, spatial });
      } catch {
        // Does not fit: core refuses it.
      }
    }
  }
  return made;
}
