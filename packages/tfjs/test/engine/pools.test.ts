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
  shapeSize,
  tensor,
  type LayerSpec,
  type Shape,
  type Tensor,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { BACKENDS, startBackend } from "../start-backend.ts";
import { drawIntegers } from "./draw-integers.ts";
import { aloneLayer, runLayer } from "./run-layer.ts";
import { seededTensor } from "./seeded-tensor.ts";

const ROWS = 2;
const CHANNELS = 2;

interface Example {
  readonly name: string;
  readonly spec: Pool;
  readonly spatial: Shape;
}
type Pool = Extract<LayerSpec, { readonly kind: `${string}-pool${string}` }>;

function stepped(axes: 1 | 2 | 3, count: number): readonly Example[] {
  const draw = drawIntegers(100 + axes);
  const made: Example[] = [];
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
        const made_ = spec();
        aloneLayer(made_, [CHANNELS, ...spatial]);
        made.push({ name: JSON.stringify({ spatial, kernelSize, ...options, ...name }), spec: made_, spatial });
      } catch {
        // Does not fit: core refuses it.
      }
    }
  }
  return made;
}

const EXAMPLES: readonly Example[] = [
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

describe.each(BACKENDS)("pools on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(EXAMPLES)(
    "$spec.kind takes what it should and gives the gradient back there: $name",
    async ({ spec, spatial }) => {
      const before = tf.memory().numTensors;
      const layer = aloneLayer(spec, [CHANNELS, ...spatial]);
      const max = spec.kind.includes("max");
      const input = max ? tied([ROWS, CHANNELS, ...spatial]) : seededTensor(3, [ROWS, CHANNELS, ...spatial], -1, 1);
      const g = seededTensor(4, [ROWS, ...layer.outputShape], -1, 1);
      const run = await runLayer(layer, input, g);
      const windows = windowsOf(spec, spatial, layer.outputShape.slice(1));
      const expected = max ? largest(windows, input, g) : means(windows, input, g);
      expect(run.output.shape).toEqual(g.shape);
      if (max) expect([...run.output.data]).toEqual(expected.output);
      else expectClose(run.output.data, expected.output, 1e-6);
      expect(run.inputGradient.shape).toEqual(input.shape);
      // Up to 64 f32 summands of size 1.
      expectClose(run.inputGradient.data, expected.inputGradient, 1e-5);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  // A window of four along one axis, by the layer and by what tf.maxPool and its gradient compute.
  test.each([
    {
      name: "ties go to the first",
      row: [5, 5, 5, 5],
      y: 5,
      dx: [1, 0, 0, 0],
      stock: { cpu: [5, 1, 0, 0, 0], wasm: [5, 0, 0, 0, 1] },
    },
    {
      name: "a NaN is largest",
      row: [NaN, 1, 3, 2],
      y: NaN,
      dx: [1, 0, 0, 0],
      stock: { cpu: [3, 0, 0, 1, 0], wasm: [-Infinity, 0, 0, 1, 0] },
    },
    {
      name: "the last NaN is",
      row: [1, NaN, NaN, 3],
      y: NaN,
      dx: [0, 0, 1, 0],
      stock: { cpu: [3, 0, 0, 0, 1], wasm: [3, 0, 0, 0, 1] },
    },
  ])("$name, whatever tf.maxPool does", async ({ row, y, dx, stock }) => {
    const layer = aloneLayer(maxPool1d(4), [1, 4]);
    const input = tensor([1, 1, 4], Float32Array.from(row));
    const run = await runLayer(layer, input, tensor([1, 1, 1], Float32Array.of(1)));
    expect([...run.output.data, ...run.inputGradient.data]).toEqual([y, ...dx]);
    expect(stockMaxPool(row, 4, 4, 0)).toEqual(stock[backend]);
  });

  test("a window of -Infinity gives its gradient to its first element, where tf.maxPool loses it on cpu", async () => {
    const layer = aloneLayer(maxPool1d(3, { stride: 2, padding: 1 }), [1, 4]);
    const row = new Float32Array(4).fill(-Infinity);
    const { output, inputGradient } = await runLayer(
      layer,
      tensor([1, 1, 4], row),
      tensor([1, 1, 2], Float32Array.of(3, 4)),
    );
    expect([...output.data]).toEqual([-Infinity, -Infinity]);
    expect([...inputGradient.data]).toEqual([3, 4, 0, 0]);
    const lost = [-Infinity, -Infinity, 0, 0, 0, 0];
    expect(stockMaxPool([...row], 3, 2, 1)).toEqual(backend === "cpu" ? lost : lost.with(2, 1));
  });

  test("averages do not spread a NaN to windows without it", async () => {
    const layer = aloneLayer(adaptiveAvgPool2d([1, 3]), [1, 1, 4]);
    const input = tensor([1, 1, 1, 4], Float32Array.of(NaN, 1, 2, Infinity));
    const { output, inputGradient } = await runLayer(layer, input, tensor([1, 1, 1, 3], Float32Array.of(NaN, 1, 2)));
    expect([...output.data]).toEqual([NaN, 1.5, Infinity]);
    expect([...inputGradient.data]).toEqual([NaN, NaN, 1.5, 1]);
  });
});

/** y and, for a gradient of ones, dx of tf.maxPool over a row. */
function stockMaxPool(row: readonly number[], size: number, step: number, padding: number): number[] {
  const none: [number, number] = [0, 0];
  const attributes = {
    filterSize: [1, size],
    strides: [1, step],
    pad: [none, none, [padding, padding], none],
    dimRoundingMode: "floor",
  };
  return tf.tidy(() => {
    const input = tf.tensor4d([...row], [1, 1, row.length, 1]);
    const output = tf.engine().runKernel<tf.Tensor>("MaxPool", { x: input }, attributes);
    const dy = tf.onesLike(output);
    const dx = tf.engine().runKernel<tf.Tensor>("MaxPoolGrad", { dy, input, output }, attributes);
    return [...output.dataSync(), ...dx.dataSync()];
  });
}

/** Few values, so that most windows have ties; also infinities, both zeros and NaN. */
function tied(shape: Shape): Tensor {
  const values = [-Infinity, -1, -1, -0, 0, 0, 2, 2, 2, Infinity, NaN, -1, 0, 2];
  const draw = drawIntegers(shapeSize(shape));
  return { shape, data: Float32Array.from({ length: shapeSize(shape) }, () => values[draw(0, values.length - 1)]!) };
}

interface Window {
  /** Places in the channel, row-major. */
  readonly elements: readonly number[];
  readonly divisor: number;
}

/** The windows of the law, POL-1, POL-4 and POL-5, place by place. */
function windowsOf(spec: Pool, spatial: Shape, counts: Shape): readonly Window[] {
  let windows: readonly Window[] = [{ elements: [0], divisor: 1 }];
  for (const [axis, length] of spatial.entries()) {
    const along = Array.from({ length: counts[axis] ?? 1 }, (_, index): Window =>
      alongAxis(spec, axis, length, counts[axis] ?? 1, index),
    );
    windows = windows.flatMap((outer) =>
      along.map((own) => ({
        elements: outer.elements.flatMap((place) => own.elements.map((element) => place * length + element)),
        divisor: outer.divisor * own.divisor,
      })),
    );
  }
  const fixed = "divisor" in spec ? spec.divisor : undefined;
  return fixed === undefined ? windows : windows.map((window) => ({ ...window, divisor: fixed }));
}

function alongAxis(spec: Pool, axis: number, length: number, count: number, index: number): Window {
  if (!("kernelSize" in spec)) {
    const [start, end] = [Math.floor((index * length) / count), Math.ceil(((index + 1) * length) / count)];
    return { elements: Array.from({ length: end - start }, (_, place) => start + place), divisor: end - start };
  }
  const [kernel, padding] = [spec.kernelSize[axis]!, spec.padding[axis]!];
  const dilation = "dilation" in spec ? spec.dilation[axis]! : 1;
  const start = index * spec.stride[axis]! - padding;
  const elements = Array.from({ length: kernel }, (_, tap) => start + tap * dilation).filter(
    (at) => at >= 0 && at < length,
  );
  const counted = "countPadding" in spec && spec.countPadding;
  return { elements, divisor: counted ? Math.min(start + kernel, length + padding) - start : elements.length };
}

interface Expected {
  readonly output: number[];
  readonly inputGradient: Float64Array;
}

function largest(windows: readonly Window[], input: Tensor, g: Tensor): Expected {
  const size = shapeSize(input.shape.slice(2));
  const inputGradient = new Float64Array(input.data.length);
  const output = [...g.data].map((gradient, index) => {
    const channel = Math.floor(index / windows.length) * size;
    let chosen: number | undefined;
    for (const element of windows[index % windows.length]!.elements) {
      const value = input.data[channel + element]!;
      if (chosen === undefined || value > input.data[chosen]! || Number.isNaN(value)) chosen = channel + element;
    }
    inputGradient[chosen!]! += gradient;
    return input.data[chosen!]!;
  });
  return { output, inputGradient };
}

function means(windows: readonly Window[], input: Tensor, g: Tensor): Expected {
  const size = shapeSize(input.shape.slice(2));
  const inputGradient = new Float64Array(input.data.length);
  const output = [...g.data].map((gradient, index) => {
    const channel = Math.floor(index / windows.length) * size;
    const { elements, divisor } = windows[index % windows.length]!;
    for (const element of elements) inputGradient[channel + element]! += gradient / divisor;
    return elements.reduce((sum, element) => sum + input.data[channel + element]!, 0) / divisor;
  });
  return { output, inputGradient };
}

function expectClose(actual: Float32Array, expected: ArrayLike<number>, tolerance: number): void {
  const wrong = [...actual.entries()].filter(([index, value]) => !(Math.abs(value - expected[index]!) <= tolerance));
  expect(wrong.map(([index, value]) => `[${index}] is ${value}, not ${expected[index]}`)).toEqual([]);
}
