import { UnsupportedOptionError } from "@lockstep/core";
import type { Graph } from "../graph/graph.ts";
import type { ModelProto } from "../proto/onnx_pb.ts";

/** From this version on operators are as graphs here write them: reductions take their axes as inputs. */
const FIRST = 18n;

/** Operators that came later, with the version that has them as they are written here. */
const LATER: ReadonlyMap<string, bigint> = new Map([["Gelu", 20n]]);

/**
 * A file has one operator set for all its graphs.
 *
 * @throws {UnsupportedOptionError} if the file's has not the graph's operators.
 */
export function requireOperatorSet({ opsetImport }: ModelProto, { nodes }: Graph): void {
  const version = opsetImport.find(({ domain }) => domain === "" || domain === "ai.onnx")?.version ?? 1n;
  const needed = nodes.reduce((highest, { operator }) => {
    const first = LATER.get(operator) ?? FIRST;
    return first > highest ? first : highest;
  }, FIRST);
  if (version >= needed) return;
  throw new UnsupportedOptionError({
    subject: "addTrainingInfo: the file's operator set",
    rule: `must be ${needed} or later to hold the training graph`,
    received: Number(version),
    remedy: "Export the model with a later one, or take the training graph as a stand-alone step.",
  });
}
