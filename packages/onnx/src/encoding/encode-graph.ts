import { create, toBinary } from "@bufbuild/protobuf";
import type { Graph } from "../graph/graph.ts";
import { ModelProtoSchema } from "../proto/onnx_pb.ts";
import { graphMessage } from "./graph-message.ts";

/** Operator set 20 belongs to version 9 of ONNX's format. */
const OPERATOR_SET = 20n;
const IR_VERSION = 9n;

/**
 * The bytes of an `.onnx` file that holds the graph: operators of `ai.onnx` alone, operator set 20.
 *
 * @example
 * const graph = new GraphBuilder("negative");
 * const x = graph.input("x", "float32", ["rows"]);
 * const bytes = encodeGraph(graph.build([graph.apply("Neg", [x], {}, "y")]));
 * const session = await ort.InferenceSession.create(bytes);
 * session.outputNames; // ["y"]
 */
export function encodeGraph(graph: Graph): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: "lockstep",
    opsetImport: [{ domain: "", version: OPERATOR_SET }],
    graph: graphMessage(graph),
  });
  return toBinary(ModelProtoSchema, model);
}
