import { int } from "../graph/attribute.ts";
import type { Graph, GraphNode, GraphValue } from "../graph/graph.ts";
import { renameValues } from "./rename-values.ts";

/**
 * A graph run several times in a row, as a `Loop`. Its inputs and outputs keep their names.
 *
 * @param graph without graphs within.
 * @param times how often.
 * @param carried the output that each piece of state becomes, by the input that it is: state goes in once and comes out as
 *   the last run leaves it.
 * @param fixed inputs that are the same in every run. The others go in stacked, with one more axis in front; and outputs
 *   that are no state come out so.
 */
export function loopOver(
  graph: Graph,
  times: number,
  carried: ReadonlyMap<string, string>,
  fixed: ReadonlySet<string>,
): Graph {
  // Within and around a loop no two values may share a name.
  const prefix = unusedPrefix(graph);
  const run = renameValues(graph, (name) => (fixed.has(name) ? name : `${prefix}${name}`));
  const iteration: GraphValue = { name: `${prefix}iteration`, elementType: "int64", shape: [] };
  const condition: GraphValue = { name: `${prefix}condition`, elementType: "bool", shape: [] };
  const goesOn: GraphValue = { ...condition, name: `${prefix}goes.on` };
  const outer = graph.inputs.map((value) =>
    carried.has(value.name) || fixed.has(value.name) ? value : { ...value, shape: [times, ...value.shape] },
  );
  const places = graph.inputs.map((_, place) => place);
  const stacked = places.filter((place) => outer[place] !== graph.inputs[place]);
  const state = places.filter((place) => carried.has(graph.inputs[place]!.name));
  const nextPlaces = state.map((place) => placeOf(graph.outputs, carried.get(graph.inputs[place]!.name)!));
  const otherPlaces = graph.outputs.map((_, place) => place).filter((place) => !nextPlaces.includes(place));

  const body: Graph = {
    name: `${graph.name}.run`,
    inputs: [iteration, condition, ...state.map((place) => run.inputs[place]!)],
    outputs: [goesOn, ...[...nextPlaces, ...otherPlaces].map((place) => run.outputs[place]!)],
    initializers: run.initializers,
    nodes: [
      call("Identity", [condition], goesOn),
      ...stacked.map((place) => call("Gather", [outer[place]!, iteration], run.inputs[place]!)),
      ...run.nodes,
    ],
  };
  const count: GraphValue = { name: `${prefix}count`, elementType: "int64", shape: [] };
  const results = [
    ...nextPlaces.map((place) => graph.outputs[place]!),
    ...otherPlaces.map((place) => ({ ...graph.outputs[place]!, shape: [times, ...graph.outputs[place]!.shape] })),
  ];
  return {
    name: graph.name,
    inputs: outer,
    outputs: results,
    initializers: [{ value: count, data: BigInt64Array.of(BigInt(times)) }],
    nodes: [
      {
        name: `${graph.name}:Loop`,
        operator: "Loop",
        inputs: [count, undefined, ...state.map((place) => graph.inputs[place])],
        outputs: results,
        attributes: { body: { type: "graph", graph: body } },
      },
    ],
  };
}

function call(operator: "Gather" | "Identity", inputs: readonly GraphValue[], output: GraphValue): GraphNode {
  const attributes = operator === "Gather" ? { axis: int(0) } : {};
  return { name: `${output.name}:${operator}`, operator, inputs, outputs: [output], attributes };
}

function placeOf(values: readonly GraphValue[], name: string): number {
  return values.findIndex((value) => value.name === name);
}

/** The beginning of no name in the graph. */
function unusedPrefix({ inputs, initializers, nodes }: Graph): string {
  const names = [
    ...inputs.map(({ name }) => name),
    ...initializers.map(({ value }) => value.name),
    ...nodes.flatMap(({ name, outputs }) => [name, ...outputs.map((output) => output.name)]),
  ];
  let prefix = "run.";
  while (names.some((name) => name.startsWith(prefix))) prefix = `run.${prefix}`;
  return prefix;
}
