import { encodeGraph, int, type GraphValue } from "@lockstep/onnx";
import { layerWidths } from "../network/benchmark-network.ts";
import { float, integers } from "./graph-values.ts";
import { lossPart } from "./loss-part.ts";
import { nodeList } from "./node-list.ts";
import { weightValues } from "./weight-values.ts";

/**
 * Loss and correct rows of the benchmark's network, written node by node. Inputs: `x`, `labels`, and the weights; outputs:
 * `lossSum` and `correct`.
 */
export function handBuiltEvaluation(rows: number, width: number): Uint8Array {
  const [pixels, ...widths] = layerWidths(width);
  const x = float("x", [rows, pixels]);
  const labels: GraphValue = { name: "labels", elementType: "int32", shape: [rows] };
  const weights = weightValues(width);
  const { nodes, append: op } = nodeList();
  const everyRow = integers("everyRow", [0]);

  let outputs = x;
  for (const [index, [w, b]] of weights.entries()) {
    const shape = [rows, widths[index]!];
    const z = op("Gemm", [outputs, w, b], `z${index}`, shape, { transB: int(1) });
    outputs = index < weights.length - 1 ? op("Relu", [z], `h${index}`, shape) : z;
  }
  const { lossSum, initializers } = lossPart(op, rows, outputs, labels);
  const largest = op("ArgMax", [outputs], "largest", [rows], { axis: int(-1), keepdims: int(0) }, "int64");
  const classes = op("Cast", [largest], "classes", [rows], { to: int(ONNX_INT32) }, "int32");
  const isCorrect = op("Equal", [classes, labels], "isCorrect", [rows], {}, "bool");
  const ones = op("Cast", [isCorrect], "ones", [rows], { to: int(ONNX_FLOAT) });
  const correct = op("ReduceSum", [ones, everyRow.value], "correct", [], { keepdims: int(0) });

  return encodeGraph({
    name: "hand-built-evaluation",
    inputs: [x, labels, ...weights.flat()],
    outputs: [lossSum, correct],
    initializers: [everyRow, ...initializers],
    nodes,
  });
}

/** Element types as ONNX numbers them. */
const ONNX_FLOAT = 1;
const ONNX_INT32 = 6;
