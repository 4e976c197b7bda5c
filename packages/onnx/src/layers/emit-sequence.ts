import type { ResolvedLayer } from "@lockstep/core/engine";
import type { GraphValue } from "../graph/graph.ts";
import { emitLayer } from "./emit-layer.ts";
import type { NetworkPass } from "./layer-context.ts";

/** Emits layers after one another and returns the last one's output. */
export function emitSequence(pass: NetworkPass, layers: readonly ResolvedLayer[], input: GraphValue): GraphValue {
  return layers.reduce(
    (value, layer) =>
      emitLayer(
        { ...pass, layer, emitBranch: (branch, branchInput) => emitSequence(pass, branch, branchInput) },
        value,
      ),
    input,
  );
}
