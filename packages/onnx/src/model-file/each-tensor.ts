import type {
  AttributeProto,
  GraphProto,
  ModelProto,
  NodeProto,
  SparseTensorProto,
  TensorProto,
} from "../proto/onnx_pb.ts";

/** A stored tensor and what messages call it. */
export interface FoundTensor {
  readonly tensor: TensorProto;
  readonly subject: string;
}

/**
 * Goes over every tensor of a model: in its graph, in graphs within, in functions and in training information.
 *
 * @yields each tensor, with what messages call it.
 */
export function* eachTensor(model: ModelProto): Generator<FoundTensor> {
  for (const graph of [model.graph, ...model.trainingInfo.flatMap((info) => [info.initialization, info.algorithm])]) {
    if (graph !== undefined) yield* tensorsOfGraph(graph);
  }
  for (const { node, attributeProto, name } of model.functions) {
    for (const inner of node) yield* tensorsOfNode(inner);
    for (const attribute of attributeProto) yield* tensorsOfAttribute(attribute, `function "${name}"`);
  }
}

function* tensorsOfGraph(graph: GraphProto): Generator<FoundTensor> {
  for (const tensor of graph.initializer) yield { tensor, subject: `initializer "${tensor.name}"` };
  for (const sparse of graph.sparseInitializer) yield* tensorsOfSparse(sparse, "sparse initializer");
  for (const node of graph.node) if (node.attribute.length > 0) yield* tensorsOfNode(node);
}

function* tensorsOfNode({ name, opType, attribute }: NodeProto): Generator<FoundTensor> {
  for (const one of attribute) yield* tensorsOfAttribute(one, `node "${name}" (${opType})`);
}

function* tensorsOfAttribute(attribute: AttributeProto, owner: string): Generator<FoundTensor> {
  const subject = `attribute "${attribute.name}" of ${owner}`;
  if (attribute.t !== undefined) yield { tensor: attribute.t, subject };
  for (const tensor of attribute.tensors) yield { tensor, subject };
  if (attribute.sparseTensor !== undefined) yield* tensorsOfSparse(attribute.sparseTensor, subject);
  for (const sparse of attribute.sparseTensors) yield* tensorsOfSparse(sparse, subject);
  if (attribute.g !== undefined) yield* tensorsOfGraph(attribute.g);
  for (const graph of attribute.graphs) yield* tensorsOfGraph(graph);
}

function* tensorsOfSparse({ values, indices }: SparseTensorProto, subject: string): Generator<FoundTensor> {
  if (values !== undefined) yield { tensor: values, subject };
  if (indices !== undefined) yield { tensor: indices, subject };
}
