import { DataError, UnsupportedOptionError } from "@lockstep/core";
import type { ModelProto } from "../proto/onnx_pb.ts";

const OLDEST = 13n;
const NEWEST = 22n;

/** The version of ONNX's own operators that a model is written in. */
export function operatorSetOf({ opsetImport }: ModelProto): number {
  const own = opsetImport.filter(({ domain }) => isOwnDomain(domain));
  const [first] = own;
  if (first === undefined || own.length > 1) {
    throw new DataError({
      subject: "the model",
      rule: `must name one operator set (opset_import) of ai.onnx, and names ${own.length}`,
      remedy: "onnx.checker.check_model tells what else is wrong with it; export it again.",
    });
  }
  if (first.version < OLDEST || first.version > NEWEST) {
    throw new UnsupportedOptionError({
      subject: "the model's operator set",
      rule: `must be one of ${OLDEST} to ${NEWEST}`,
      received: Number(first.version),
      remedy: "Export it with opset_version=18, or convert it: onnx.version_converter.convert_version(model, 18).",
    });
  }
  return Number(first.version);
}

/** Whether a domain is that of ONNX's own operators, which has two names. */
export function isOwnDomain(domain: string): boolean {
  return domain === "" || domain === "ai.onnx";
}
