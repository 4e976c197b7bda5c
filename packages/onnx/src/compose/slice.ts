import { UnsupportedOptionError } from "@lockstep/core";
import { isRows } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { sliceLength, sliceStart } from "../operators/slice-length.ts";
import { slicedAxes, type SlicedAxis } from "../operators/slice.ts";

const FAR = 2 ** 31 - 1;

/**
 * `Slice`. The GPU's kernel of onnxruntime-web 1.30 begins a negative step at the end of the axis, whatever its start is:
 * there, what is to be taken backwards is taken forwards, and then turned round.
 *
 * @param inputs the operator's: value, starts, ends, axes, steps.
 * @throws {UnsupportedOptionError} on GPUs, for rows that are taken backwards and not from the last one on.
 */
export function emitSlice(graph: GraphBuilder, inputs: readonly (GraphValue | undefined)[]): GraphValue {
  const sliced = slicedAxes({ operator: "Slice", inputs, attributes: {}, outputCount: 1 });
  const backwards = sliced.filter(({ step }) => step < 0);
  if (graph.target === "wasm" || backwards.length === 0) return graph.apply("Slice", inputs);
  const forwards = sliced.filter(({ step }) => step > 0);
  const first = forwards.length === 0 ? inputs[0]! : cut(graph, inputs[0]!, forwards);
  return backwards.reduce((value, bounds) => turnedRound(graph, value, bounds), first);
}

function turnedRound(graph: GraphBuilder, value: GraphValue, bounds: SlicedAxis): GraphValue {
  const { axis, start, step } = bounds;
  const length = value.shape[axis]!;
  if (isRows(length)) {
    if (start === -1 || (!isRows(start) && start >= FAR)) return cut(graph, value, [bounds]);
    throw new UnsupportedOptionError({
      subject: `operator Slice of ${value.name}`,
      rule: "takes rows backwards from the last one on only",
      received: start,
    });
  }
  const count = Number(sliceLength(length, bounds));
  if (count === 0) return cut(graph, value, [{ axis, start: 0, end: 0, step: 1 }]);
  const last = sliceStart(length, bounds);
  const taken = cut(graph, value, [{ axis, start: last + (count - 1) * step, end: last + 1, step: -step }]);
  return cut(graph, taken, [{ axis, start: -1, end: -count - 1, step: -1 }]);
}

function cut(graph: GraphBuilder, value: GraphValue, sliced: readonly SlicedAxis[]): GraphValue {
  const numbers = (["start", "end", "axis", "step"] as const).map((part) =>
    graph.integers(sliced.map((bounds) => Number(bounds[part]))),
  );
  return graph.apply("Slice", [value, ...numbers]);
}
