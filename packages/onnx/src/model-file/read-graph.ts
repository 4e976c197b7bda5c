import { DataError, UnsupportedOptionError } from "@lockstep/core";
import type { GraphProto, ModelProto } from "../proto/onnx_pb.ts";
import { constantTensor } from "./constant-tensor.ts";
import type { ExternalTensors } from "./external-tensors.ts";
import type { FileTensor } from "./file-tensor.ts";
import { GraphNames } from "./graph-names.ts";
import type { ModelFile } from "./model-file.ts";
import { NodeNames } from "./node-names.ts";
import { isOwnDomain } from "./operator-set-of.ts";
import { nothingMakes, orderNodes, type ReadingNode } from "./order-nodes.ts";
import { outerNames } from "./outer-names.ts";
import { describeNode, nodeSurroundings, readNode } from "./read-node.ts";
import { readTensor } from "./read-tensor.ts";
import { readValue } from "./read-value.ts";

type FileGraph = Pick<ModelFile, "name" | "inputs" | "outputs" | "initializers" | "constants" | "nodes">;

/** Reads a model's graph and checks that it can run. */
export function readGraph(graph: GraphProto, model: ModelProto, external: ExternalTensors): FileGraph {
  requireEnds(graph);
  const names = new GraphNames();
  const initializers = readInitializers(graph, names, external);
  const inputs = graph.input.filter(({ name }) => !initializers.has(name)).map((value) => readValue(value, "input"));
  for (const { name } of inputs) names.add(name, "an input");
  if (inputs.length === 0) {
    throw new UnsupportedOptionError({
      subject: "the model",
      rule: "must have an input that is fed",
      remedy: "Export it with its data as an input.",
    });
  }
  const known = new Set([...initializers.keys(), ...inputs.map(({ name }) => name)]);
  const constants = new Map<string, FileTensor>();
  const reading: ReadingNode[] = [];
  const nodeNames = new NodeNames();
  const surroundings = nodeSurroundings(model, external);
  graph.node.forEach((proto, index) => {
    const name = nodeNames.unique(proto.name, proto.opType, index);
    const subject = describeNode(name, proto.opType);
    for (const output of proto.output) if (output !== "") names.add(output, subject);
    if (proto.opType === "Constant" && isOwnDomain(proto.domain)) {
      const tensor = constantTensor(proto, subject, external);
      constants.set(tensor.name, tensor);
      known.add(tensor.name);
      return;
    }
    const reads = new Set([...proto.input.filter((input) => input !== ""), ...outerNames(proto)]);
    reading.push({ node: readNode(proto, name, surroundings), reads });
  });
  const nodes = orderNodes(reading, known);
  const outputs = graph.output.map((value) => readValue(value, "output"));
  for (const { name } of outputs) if (!names.has(name)) throw nothingMakes(name, "the graph's list of outputs");
  return { name: graph.name, inputs, outputs, initializers, constants, nodes };
}

function requireEnds({ output, sparseInitializer }: GraphProto): void {
  if (output.length === 0) {
    throw new DataError({ subject: "the model's graph", rule: "must have an output", remedy: "Export it again." });
  }
  const [sparse] = sparseInitializer;
  if (sparse === undefined) return;
  throw new UnsupportedOptionError({
    subject: `initializer "${sparse.values?.name ?? ""}"`,
    rule: "must not be sparse",
    remedy: "Store it whole: as initializer in place of sparse_initializer.",
  });
}

function readInitializers(graph: GraphProto, names: GraphNames, external: ExternalTensors): Map<string, FileTensor> {
  const initializers = new Map<string, FileTensor>();
  for (const tensor of graph.initializer) {
    names.add(tensor.name, "an initializer");
    initializers.set(tensor.name, readTensor(tensor, `initializer "${tensor.name}"`, tensor.name, external));
  }
  return initializers;
}
