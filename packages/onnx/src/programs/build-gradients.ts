import { encodeGraph } from "../encoding/encode-graph.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphTarget } from "../graph/graph-target.ts";
import type { GraphValue } from "../graph/graph.ts";
import { valueNames, type ValueNames } from "../graph/value-names.ts";
import { emitGradients, type GradientInputNames } from "./emit-gradients.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** The gradients of one micro-batch as a graph: forward, loss and backward. */
export interface GradientsGraph {
  readonly bytes: Uint8Array;
  readonly inputs: GradientInputNames & {
    /** The sums so far by parameter, f32 of its shape; empty in a graph that does not accumulate. */
    readonly sums: ValueNames;
  };
  readonly outputs: {
    /** f32 scalar: Σ weight · loss of the row, of this micro-batch alone. */
    readonly lossSum: string;
    /** Gradients of the mean loss over the optimiser batch, by parameter: of the micro-batches so far. */
    readonly gradients: ValueNames;
    /** The running statistics that the pass moves, after it. */
    readonly buffers: ValueNames;
  };
}

/**
 * Builds the gradients of one micro-batch. With the total weight of the whole optimiser batch fed to each, they add up to
 * its gradients: what the first graph gives is fed to the accumulating one as sums, and at last to `buildUpdate`.
 *
 * @param options.accumulate whether the gradients are added to sums that are fed. @default false
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError}, {ShapeMismatchError} or {InvalidOptionError} for a model that was put together by hand
 *   and does not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const { gradients } = buildGradients(trainableSpec(resolved)).outputs;
 * gradients["0.weight"]; // "0.weight.gradient"
 */
export function buildGradients(
  model: TrainableModel,
  options: { readonly accumulate?: boolean; readonly target?: GraphTarget } = {},
): GradientsGraph {
  const graph = new GraphBuilder("gradients", options.target);
  const { emitted, inputs, lossSum, gradients } = emitGradients(graph, model);
  const sums = new Map<string, GraphValue>();
  const outputs = new Map<string, GraphValue>();
  for (const [index, [name, { shape }]] of [...emitted.parameters].entries()) {
    const gradient = gradients[index]!;
    if (options.accumulate === true) {
      const sum = graph.input(`${name}.sum`, "float32", shape);
      sums.set(name, sum);
      outputs.set(name, graph.apply("Add", [sum, gradient], {}, `${name}.gradient`));
    } else {
      // Two parameters may share a gradient, such as two biases that are added; a graph's outputs have names of their own.
      outputs.set(name, graph.apply("Identity", [gradient], {}, `${name}.gradient`));
    }
  }
  return {
    bytes: encodeGraph(graph.build([lossSum, ...outputs.values(), ...emitted.nextBuffers.values()])),
    inputs: { ...inputs, sums: valueNames(sums) },
    outputs: {
      lossSum: lossSum.name,
      gradients: valueNames(outputs),
      buffers: valueNames(emitted.nextBuffers),
    },
  };
}
