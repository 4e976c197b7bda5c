import { create } from "@bufbuild/protobuf";
import { UnsupportedOptionError } from "@lockstep/core";
import { NodeProtoSchema, type GraphProto, type NodeProto } from "../proto/onnx_pb.ts";
import { namesRead } from "./names-read.ts";
import { isOwnDomain } from "./operator-set-of.ts";
import { patchMessage } from "./patch-message.ts";
import { describeNode } from "./read-node.ts";

/**
 * A graph as it is run outside training, also where it holds graphs within. A dropout becomes an `Identity`, which keeps its
 * output's name and which every runtime has and erases; one whose mask is read stays, without its training mode. Batch
 * normalisation uses the running statistics, and its outputs for new ones give the old.
 *
 * What only a training mode or a ratio was made of goes with them: constants, initializers and inputs.
 */
export function inferenceGraph(graph: GraphProto): GraphProto {
  const released = new Set<string>();
  const changed = convert(graph, released);
  const read = namesRead(changed);
  const isLeftOver = (name: string): boolean => released.has(name) && !read.has(name);
  return patchMessage(changed, {
    node: changed.node.filter(({ opType, output }) => opType !== "Constant" || !output.every(isLeftOver)),
    initializer: changed.initializer.filter(({ name }) => !isLeftOver(name)),
    input: changed.input.filter(({ name }) => !isLeftOver(name)),
    valueInfo: changed.valueInfo.filter(({ name }) => !isLeftOver(name)),
  });
}

/** @param released takes the names that are no longer read or made. */
function convert(graph: GraphProto, released: Set<string>): GraphProto {
  const read = namesRead(graph);
  const node = graph.node.flatMap((one) => convertNode(convertWithin(one, released), read, released));
  return patchMessage(graph, { node });
}

function convertWithin(node: NodeProto, released: Set<string>): NodeProto {
  if (node.attribute.every(({ g, graphs }) => g === undefined && graphs.length === 0)) return node;
  const attribute = node.attribute.map((one) =>
    patchMessage(one, {
      ...(one.g === undefined ? {} : { g: convert(one.g, released) }),
      graphs: one.graphs.map((inner) => convert(inner, released)),
    }),
  );
  return patchMessage(node, { attribute });
}

function convertNode(node: NodeProto, read: ReadonlySet<string>, released: Set<string>): readonly NodeProto[] {
  if (!isOwnDomain(node.domain)) return [node];
  switch (node.opType) {
    case "Dropout":
      return [convertDropout(node, read, released)];
    case "BatchNormalization":
      return convertBatchNormalization(node, read, released);
    default:
      return [node];
  }
}

function convertDropout(node: NodeProto, read: ReadonlySet<string>, released: Set<string>): NodeProto {
  const [data = "", ratio = "", trainingMode = ""] = node.input;
  const [output = "", mask = ""] = node.output;
  released.add(trainingMode);
  if (mask !== "" && read.has(mask)) return patchMessage(node, { input: node.input.slice(0, 2) });
  released.add(ratio).add(mask);
  return patchMessage(node, { opType: "Identity", input: [data], output: [output], attribute: [] });
}

/** Inputs: x, scale, bias, running mean and variance. Outputs: y, then the new running mean and variance. */
function convertBatchNormalization(node: NodeProto, read: ReadonlySet<string>, released: Set<string>): NodeProto[] {
  const [y = "", ...statistics] = node.output;
  const attribute = node.attribute.filter(({ name }) => name !== "training_mode");
  const copies = statistics.flatMap((output, index) => {
    if (output === "" || !read.has(output)) {
      released.add(output);
      return [];
    }
    const running = node.input[3 + index];
    if (running !== undefined)
      return [create(NodeProtoSchema, { opType: "Identity", input: [running], output: [output] })];
    throw new UnsupportedOptionError({
      subject: describeNode(node.name, node.opType),
      rule: "must not have the statistics of its batch read: there are none outside training",
      received: output,
      remedy: "Export the model again for evaluation.",
    });
  });
  return [patchMessage(node, { attribute, output: [y] }), ...copies];
}
