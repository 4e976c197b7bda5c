import { encodeGraph } from "../encoding/encode-graph.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphTarget } from "../graph/graph-target.ts";
import { valueNames, type ValueNames } from "../graph/value-names.ts";
import { emitSgd, type SgdInputNames } from "../optimizer/emit-sgd.ts";
import type { SgdStructure } from "../optimizer/sgd-structure.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** The SGD update alone, on gradients that are fed. */
export interface UpdateGraph {
  readonly bytes: Uint8Array;
  readonly inputs: SgdInputNames & {
    readonly parameters: ValueNames;
    /** By parameter: of the mean loss over the optimiser batch. */
    readonly gradients: ValueNames;
  };
  readonly outputs: {
    /** The parameters after the step. */
    readonly parameters: ValueNames;
    /** The velocity after the step; empty without momentum. */
    readonly velocity: ValueNames;
  };
}

/**
 * Builds the second half of an optimiser step over several micro-batches: clipping, SGD and max-norm.
 *
 * @param structure which parts the SGD update has; `sgdStructure(step)` tells.
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError} for a layer that graphs do not have.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const { outputs } = buildUpdate(trainableSpec(resolved), { momentum: false, nesterov: false, weightDecay: false });
 * outputs.velocity; // {}
 */
export function buildUpdate(
  { network }: Pick<TrainableModel, "network">,
  structure: SgdStructure,
  options: { readonly target?: GraphTarget } = {},
): UpdateGraph {
  // Emitted for what its parameters are like; the graph that they are in is thrown away.
  const emitted = network.emit(new GraphBuilder("parameters", options.target), { training: true, draws: true });
  const graph = new GraphBuilder("update", options.target);
  const inputs = (suffix: string) =>
    new Map(
      // Named as the network names them: a file's own names may be those of the optimiser's numbers.
      [...emitted.parameters].map(([parameter, { name, shape }]) => [
        parameter,
        graph.input(`${name}${suffix}`, "float32", shape),
      ]),
    );
  const parameters = inputs("");
  const gradients = inputs(".gradient");
  const sgd = emitSgd(graph, structure, parameters, [...gradients.values()], emitted.unitAxes);
  return {
    bytes: encodeGraph(graph.build([...sgd.parameters.values(), ...sgd.velocity.values()])),
    inputs: { ...sgd.inputs, parameters: valueNames(parameters), gradients: valueNames(gradients) },
    outputs: { parameters: valueNames(sgd.parameters), velocity: valueNames(sgd.velocity) },
  };
}
