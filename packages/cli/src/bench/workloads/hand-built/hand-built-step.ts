import { encodeGraph, int, type GraphValue } from "@lockstep/onnx";
import { layerWidths } from "../network/benchmark-network.ts";
import { constant, float, integers } from "./graph-values.ts";
import { lossPart } from "./loss-part.ts";
import { nodeList } from "./node-list.ts";
import { weightValues } from "./weight-values.ts";

/**
 * One step of SGD on the benchmark's network with dropout .5, written node by node as one would by hand: the measure of
 * graphs that are derived. Inputs: `x`, `labels`, `mask.0`, `mask.1`, `rate`, and the weights; outputs: `lossSum`, and the
 * weights after the step, called like those it takes with `.next`.
 */
export function handBuiltStep(rows: number, width: number): Uint8Array {
  const [pixels, first, second, classes] = layerWidths(width);
  const x = float("x", [rows, pixels]);
  const labels: GraphValue = { name: "labels", elementType: "int32", shape: [rows] };
  const masks: readonly GraphValue[] = [
    { name: "mask.0", elementType: "bool", shape: [rows, first] },
    { name: "mask.1", elementType: "bool", shape: [rows, second] },
  ];
  const rate = float("rate", []);
  const weights = weightValues(width);
  const [[w1, b1], [w2, b2], [w3, b3]] = weights as [WeightAndBias, WeightAndBias, WeightAndBias];
  const { nodes, append: op } = nodeList();
  const [two, zero, count] = [constant("two", 2), constant("zero", 0), constant("count", rows)];
  const columns = integers("columns", [0]);

  // Forward.
  const dropped = (layer: number, units: number, input: GraphValue, w: GraphValue, b: GraphValue): GraphValue => {
    const z = op("Gemm", [input, w, b], `z${layer}`, [rows, units], { transB: int(1) });
    const a = op("Relu", [z], `a${layer}`, [rows, units]);
    const doubled = op("Mul", [a, two.value], `d${layer}`, [rows, units]);
    return op("Where", [masks[layer - 1]!, doubled, zero.value], `h${layer}`, [rows, units]);
  };
  const h1 = dropped(1, first, x, w1, b1);
  const h2 = dropped(2, second, h1, w2, b2);
  const z3 = op("Gemm", [h2, w3, b3], "z3", [rows, classes], { transB: int(1) });
  const { logP, oneHot, lossSum, initializers } = lossPart(op, rows, z3, labels);

  // Backward: h > 0 where the unit was positive and kept, and there the slope is 2.
  const p = op("Exp", [logP], "p", [rows, classes]);
  const wrong = op("Sub", [p, oneHot], "wrong", [rows, classes]);
  const g3 = op("Div", [wrong, count.value], "g3", [rows, classes]);
  const back = (layer: number, units: number, above: GraphValue, w: GraphValue, h: GraphValue): GraphValue => {
    const gh = op("Gemm", [above, w], `gh${layer}`, [rows, units]);
    const doubled = op("Mul", [gh, two.value], `gd${layer}`, [rows, units]);
    const isOn = op("Greater", [h, zero.value], `on${layer}`, [rows, units], {}, "bool");
    return op("Where", [isOn, doubled, zero.value], `g${layer}`, [rows, units]);
  };
  const g2 = back(2, second, g3, w3, h2);
  const g1 = back(1, first, g2, w2, h1);

  // Update.
  const next = (g: GraphValue, input: GraphValue, w: GraphValue, b: GraphValue): readonly GraphValue[] => {
    const gw = op("Gemm", [g, input], `${w.name}.g`, w.shape, { transA: int(1) });
    const gb = op("ReduceSum", [g, columns.value], `${b.name}.g`, b.shape, { keepdims: int(0) });
    return [[w, gw] as const, [b, gb] as const].map(([weight, gradient]) => {
      const down = op("Mul", [gradient, rate], `${weight.name}.down`, weight.shape);
      return op("Sub", [weight, down], `${weight.name}.next`, weight.shape);
    });
  };
  const updated = [...next(g1, x, w1, b1), ...next(g2, h1, w2, b2), ...next(g3, h2, w3, b3)];

  return encodeGraph({
    name: "hand-built-step",
    inputs: [x, labels, ...masks, rate, ...weights.flat()],
    outputs: [lossSum, ...updated],
    initializers: [two, zero, count, columns, ...initializers],
    nodes,
  });
}

type WeightAndBias = readonly [GraphValue, GraphValue];
