import { DataError, UnsupportedOptionError } from "@lockstep/core";
import type { ModelProto, NodeProto } from "../proto/onnx_pb.ts";
import type { ExternalTensors } from "./external-tensors.ts";
import type { FileAttribute } from "./file-attribute.ts";
import type { FileNode } from "./file-node.ts";
import { isOwnDomain } from "./operator-set-of.ts";
import { readAttribute } from "./read-attribute.ts";

/** What a node may refer to. */
export interface NodeSurroundings {
  readonly domains: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly external: ExternalTensors;
}

/** What the nodes of a model may refer to. */
export function nodeSurroundings(model: ModelProto, external: ExternalTensors): NodeSurroundings {
  return {
    domains: new Set(model.opsetImport.map(({ domain }) => domain)),
    functions: new Set(model.functions.map(({ domain, name }) => functionKey(domain, name))),
    external,
  };
}

/**
 * Reads one node.
 *
 * @param name unique in the graph.
 * @throws {UnsupportedOptionError} for an operator that is not ONNX's own.
 */
export function readNode(proto: NodeProto, name: string, surroundings: NodeSurroundings): FileNode {
  const subject = describeNode(name, proto.opType);
  if (proto.opType === "") throw new DataError({ subject, rule: "must name its operator" });
  requireOwnOperator(proto, subject, surroundings);
  if (!proto.output.some((output) => output !== "")) throw new DataError({ subject, rule: "must have an output" });
  const attributes = new Map<string, FileAttribute>();
  for (const attribute of proto.attribute) {
    if (attributes.has(attribute.name)) {
      throw new DataError({ subject, rule: `must have attribute "${attribute.name}" once` });
    }
    attributes.set(attribute.name, readAttribute(attribute, subject, surroundings.external));
  }
  return { name, operator: proto.opType, domain: "", inputs: proto.input, outputs: proto.output, attributes };
}

/** What messages call a node. */
export function describeNode(name: string, operator: string): string {
  return `node "${name}" (${operator})`;
}

function requireOwnOperator({ domain, opType }: NodeProto, subject: string, surroundings: NodeSurroundings): void {
  if (surroundings.functions.has(functionKey(domain, opType))) {
    throw new UnsupportedOptionError({
      subject,
      rule: "must not call a function of the model",
      received: domain,
      remedy: "Put the functions' nodes in their place: onnx.inliner.inline_local_functions(model).",
    });
  }
  if (isOwnDomain(domain)) return;
  if (!surroundings.domains.has(domain)) {
    throw new DataError({ subject, rule: "must be of a domain in the model's opset_import", received: domain });
  }
  throw new UnsupportedOptionError({
    subject,
    rule: "must be an operator of ai.onnx",
    received: domain,
    remedy: "Export the model without optimisations of one runtime (com.microsoft) and without custom operators.",
  });
}

function functionKey(domain: string, name: string): string {
  return `${isOwnDomain(domain) ? "" : domain}\0${name}`;
}
