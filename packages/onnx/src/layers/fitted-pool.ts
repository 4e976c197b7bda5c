import type { ConvolutionAxis } from "@lockstep/core/engine";
import { emitWindowMeans } from "../compose/emit-average-pool.ts";
import { emitGlobalMaxima, emitWindowMaxima } from "../compose/emit-max-pool.ts";
import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** For each window along one axis, the elements that it takes. */
type FittedWindows = readonly (readonly number[])[];

/** Largest elements of windows fitted to so many along each axis. */
export function emitFittedMaxima(
  graph: GraphBuilder,
  x: GraphValue,
  counts: readonly number[],
  name: string,
): GraphValue {
  if (counts.every((count) => count === 1)) {
    return emitGlobalMaxima(graph, x, name);
  }
  const windows = counts.map((count, axis) => fittedWindows(Number(x.shape[axis + 2]), count));
  const apart = windows.reduce((value, own, axis) => sideBySide(graph, value, axis + 2, own), x);
  return emitWindowMaxima(graph, apart, windows.map(apartAxis), name);
}

/** Means of windows fitted to so many along each axis. */
export function emitFittedMeans(
  graph: GraphBuilder,
  x: GraphValue,
  counts: readonly number[],
  name: string,
): GraphValue {
  if (counts.every((count) => count === 1)) return graph.apply("GlobalAveragePool", [x], {}, name);
  const windows = counts.map((count, axis) => fittedWindows(Number(x.shape[axis + 2]), count));
  const apart = windows.reduce((value, own, axis) => sideBySide(graph, value, axis + 2, own), x);
  const counted = windows.reduce((value, own, axis) => withoutRepeats(graph, value, axis + 2, own), apart);
  const sizes = windows.map((own) => own.map(({ length }) => length));
  return emitWindowMeans(graph, counted, windows.map(apartAxis), sizes, name);
}

/** Windows fitted to an axis: the i-th of n from ⌊i·length / n⌋ to before ⌈(i + 1)·length / n⌉. */
function fittedWindows(length: number, count: number): FittedWindows {
  return Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * length) / count);
    const end = Math.ceil(((index + 1) * length) / count);
    return Array.from({ length: end - start }, (_place, offset) => start + offset);
  });
}

function longest(windows: FittedWindows): number {
  return Math.max(...windows.map(({ length }) => length));
}

/** The axis on which the windows stand side by side, all as long as the longest. */
function apartAxis(windows: FittedWindows): ConvolutionAxis {
  const kernel = longest(windows);
  return {
    length: kernel * windows.length,
    kernel,
    stride: kernel,
    dilation: 1,
    padding: 0,
    positions: windows.length,
  };
}

/** An axis with its windows side by side, a shorter one's last element repeated. */
function sideBySide(graph: GraphBuilder, value: GraphValue, axis: number, windows: FittedWindows): GraphValue {
  const kernel = longest(windows);
  const places = windows.flatMap((own) => Array.from({ length: kernel }, (_, tap) => own[tap] ?? own.at(-1)!));
  if (places.length === value.shape[axis] && places.every((place, index) => place === index)) return value;
  // Numbers of 32 bits, since GPUs do not compute with those of 64, and the gradient does.
  const indices = graph.constant(Int32Array.from(places), [places.length]);
  return graph.apply("Gather", [value, indices], { axis: int(axis) });
}

/** Zeros instead of the repeated elements. */
function withoutRepeats(graph: GraphBuilder, value: GraphValue, axis: number, windows: FittedWindows): GraphValue {
  const kernel = longest(windows);
  const isOwn = windows.flatMap((own) => Array.from({ length: kernel }, (_, tap) => (tap < own.length ? 1 : 0)));
  if (isOwn.every((own) => own === 1)) return value;
  const mask = graph.constant(
    Uint8Array.from(isOwn),
    value.shape.slice(axis).map((_, later) => (later === 0 ? isOwn.length : 1)),
  );
  return graph.apply("Where", [mask, value, graph.scalar(0)]);
}
