import { int, type GraphValue } from "@lockstep/onnx";
import { CLASSES } from "../network/benchmark-network.ts";
import { integers, type Constant } from "./graph-values.ts";
import type { AppendNode } from "./node-list.ts";

/** Values of the loss, and the constants that they need. */
export interface LossPart {
  readonly logP: GraphValue;
  readonly oneHot: GraphValue;
  readonly lossSum: GraphValue;
  readonly initializers: readonly Constant[];
}

/** Softmax cross-entropy of outputs [rows, 10] against labels [rows], summed over the rows. */
export function lossPart(op: AppendNode, rows: number, outputs: GraphValue, labels: GraphValue): LossPart {
  // Of the labels' type: the runtime has no kernel for a mixture.
  const depth = { value: { name: "depth", elementType: "int32", shape: [] }, data: Int32Array.of(CLASSES) } as const;
  const all = integers("all", [0, 1]);
  const bothValues = {
    value: { name: "off.on", elementType: "float32", shape: [2] },
    data: Float32Array.of(0, 1),
  } as const;
  const logP = op("LogSoftmax", [outputs], "logP", [rows, CLASSES], { axis: int(1) });
  const oneHot = op("OneHot", [labels, depth.value, bothValues.value], "oneHot", [rows, CLASSES], { axis: int(-1) });
  const likelihood = op("Mul", [logP, oneHot], "likelihood", [rows, CLASSES]);
  const sum = op("ReduceSum", [likelihood, all.value], "sum", [], { keepdims: int(0) });
  const lossSum = op("Neg", [sum], "lossSum", []);
  return { logP, oneHot, lossSum, initializers: [depth, all, bothValues] };
}
