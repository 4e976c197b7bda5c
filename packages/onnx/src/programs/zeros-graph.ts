import type { Graph, GraphValue } from "../graph/graph.ts";

/** A graph without inputs that gives f32 zeros of the shapes of `values`, under their names. */
export function zerosGraph(values: readonly GraphValue[]): Graph {
  const shapes = values.map(({ name, shape }) => ({
    value: { name: `${name}.shape`, elementType: "int64" as const, shape: [shape.length] },
    data: BigInt64Array.from(shape as readonly number[], BigInt),
  }));
  return {
    name: "initialization",
    inputs: [],
    outputs: values,
    initializers: shapes,
    // Its default is one f32 zero.
    nodes: values.map((output, index) => ({
      name: `${output.name}:ConstantOfShape`,
      operator: "ConstantOfShape",
      inputs: [shapes[index]!.value],
      outputs: [output],
      attributes: {},
    })),
  };
}
