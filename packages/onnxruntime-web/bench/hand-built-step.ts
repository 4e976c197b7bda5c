import { encodeGraph, int, type Attributes, type GraphNode, type GraphShape, type GraphValue } from "@lockstep/onnx";

/** Outputs of each layer of the network, after its inputs. */
export const WIDTHS = [784, 512, 512, 10] as const;

/** Names of the weights, as PyTorch has them for linear, relu, dropout, linear, relu, dropout, linear. */
export const WEIGHTS = ["0.weight", "0.bias", "3.weight", "3.bias", "6.weight", "6.bias"] as const;

/**
 * One step of SGD on an MLP 784-512-512-10 with dropout .5 and softmax cross-entropy, written node by node as one would by
 * hand: the measure of graphs that are derived. Weights that it gives are called like those it takes, with `.next`.
 */
export function handBuiltStep(rows: number): Uint8Array {
  const [pixels, first, second, classes] = WIDTHS;
  const x = float("x", [rows, pixels]);
  const labels: GraphValue = { name: "labels", elementType: "int32", shape: [rows] };
  const masks = [bool("mask.0", [rows, first]), bool("mask.1", [rows, second])] as const;
  const rate = float("rate", []);
  const [w1, b1] = [float(WEIGHTS[0], [first, pixels]), float(WEIGHTS[1], [first])];
  const [w2, b2] = [float(WEIGHTS[2], [second, first]), float(WEIGHTS[3], [second])];
  const [w3, b3] = [float(WEIGHTS[4], [classes, second]), float(WEIGHTS[5], [classes])];
  const nodes: GraphNode[] = [];
  const op = (
    operator: string,
    inputs: readonly GraphValue[],
    name: string,
    shape: GraphShape,
    attributes: Attributes = {},
    elementType: GraphValue["elementType"] = "float32",
  ): GraphValue => {
    const output: GraphValue = { name, elementType, shape };
    nodes.push({ name, operator, inputs, outputs: [output], attributes });
    return output;
  };
  const [two, zero] = [constant("two", 2), constant("zero", 0)];
  const count = constant("count", rows);
  // Of the labels' type: the runtime has no kernel for a mixture.
  const depth = { value: { name: "depth", elementType: "int32", shape: [] }, data: Int32Array.of(classes) } as const;
  const columns = integers("columns", [0]);
  const all = integers("all", [0, 1]);
  const bothValues: GraphValue = { name: "off.on", elementType: "float32", shape: [2] };

  // Forward.
  const dropped = (layer: number, width: number, input: GraphValue, w: GraphValue, b: GraphValue): GraphValue => {
    const z = op("Gemm", [input, w, b], `z${layer}`, [rows, width], { transB: int(1) });
    const a = op("Relu", [z], `a${layer}`, [rows, width]);
    const doubled = op("Mul", [a, two.value], `d${layer}`, [rows, width]);
    return op("Where", [masks[layer - 1]!, doubled, zero.value], `h${layer}`, [rows, width]);
  };
  const h1 = dropped(1, first, x, w1, b1);
  const h2 = dropped(2, second, h1, w2, b2);
  const z3 = op("Gemm", [h2, w3, b3], "z3", [rows, classes], { transB: int(1) });
  const logP = op("LogSoftmax", [z3], "logP", [rows, classes], { axis: int(1) });
  const oneHot = op("OneHot", [labels, depth.value, bothValues], "oneHot", [rows, classes], { axis: int(-1) });
  const likelihood = op("Mul", [logP, oneHot], "likelihood", [rows, classes]);
  const sum = op("ReduceSum", [likelihood, all.value], "sum", [], { keepdims: int(0) });
  const lossSum = op("Neg", [sum], "lossSum", []);

  // Backward: h > 0 where the unit was positive and kept, and there the slope is 2.
  const p = op("Exp", [logP], "p", [rows, classes]);
  const wrong = op("Sub", [p, oneHot], "wrong", [rows, classes]);
  const g3 = op("Div", [wrong, count.value], "g3", [rows, classes]);
  const back = (layer: number, width: number, above: GraphValue, w: GraphValue, h: GraphValue): GraphValue => {
    const gh = op("Gemm", [above, w], `gh${layer}`, [rows, width]);
    const doubled = op("Mul", [gh, two.value], `gd${layer}`, [rows, width]);
    const isOn = op("Greater", [h, zero.value], `on${layer}`, [rows, width], {}, "bool");
    return op("Where", [isOn, doubled, zero.value], `g${layer}`, [rows, width]);
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
  const weights = [...next(g1, x, w1, b1), ...next(g2, h1, w2, b2), ...next(g3, h2, w3, b3)];

  return encodeGraph({
    name: "hand-built",
    inputs: [x, labels, ...masks, rate, w1, b1, w2, b2, w3, b3],
    outputs: [lossSum, ...weights],
    initializers: [two, zero, count, depth, columns, all, { value: bothValues, data: Float32Array.of(0, 1) }],
    nodes,
  });
}

function float(name: string, shape: GraphShape): GraphValue {
  return { name, elementType: "float32", shape };
}

function bool(name: string, shape: GraphShape): GraphValue {
  return { name, elementType: "bool", shape };
}

function constant(name: string, value: number): { readonly value: GraphValue; readonly data: Float32Array } {
  return { value: float(name, []), data: Float32Array.of(value) };
}

function integers(
  name: string,
  values: readonly number[],
): { readonly value: GraphValue; readonly data: BigInt64Array } {
  return { value: { name, elementType: "int64", shape: [values.length] }, data: BigInt64Array.from(values, BigInt) };
}
