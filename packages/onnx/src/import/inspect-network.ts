import { LockstepError, UnsupportedOptionError } from "@lockstep/core";
import type { RandomSite } from "@lockstep/core/engine";
import { differentiate } from "../gradients/differentiate.ts";
import { formatGraphShape, isRows, type GraphShape } from "../graph/dimension.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { Network } from "../network/network.ts";
import { onnxNetwork, type OnnxNetworkPlan } from "./onnx-network.ts";

/** What is known of a network once it has been written. */
interface Inspected {
  readonly network: Network;
  readonly outputShape: readonly number[];
  readonly sites: readonly RandomSite[];
  readonly rows: number | undefined;
  /** The first batch norm that needs several rows. */
  readonly normOverRows: string | undefined;
}

/**
 * Writes the network once, for its shapes and sites, with the batch free if that works; and its backward pass, which must exist.
 *
 * @throws {LockstepError} naming the node that does not fit.
 */
export function inspectNetwork(
  subject: string,
  plan: Omit<OnnxNetworkPlan, "inputShape">,
  rowShape: readonly number[],
  fixedRows: number | undefined,
): Inspected {
  try {
    return inspectWith(subject, plan, ["rows", ...rowShape], undefined);
  } catch (error) {
    // Exporters write the length of the example's batch into shapes, where nothing but that length fits.
    if (fixedRows === undefined || !(error instanceof LockstepError)) throw error;
    return inspectWith(subject, plan, [fixedRows, ...rowShape], fixedRows);
  }
}

function inspectWith(
  subject: string,
  plan: Omit<OnnxNetworkPlan, "inputShape">,
  shape: GraphShape,
  rows: number | undefined,
): Inspected {
  const network = onnxNetwork({ ...plan, inputShape: shape });
  const graph = new GraphBuilder("inspection");
  const { output, sites, parameters, normsOverRows } = network.emit(graph, { training: true, draws: true });
  const [outputRows, ...outputShape] = output.shape;
  if (outputRows !== shape[0] || outputShape.some(isRows) || output.elementType !== "float32") {
    throw new UnsupportedOptionError({
      subject: `${subject}: output ${plan.output}`,
      rule: "must be f32 with one row for each of the input's",
      received: `${output.elementType} ${formatGraphShape(output.shape)} for inputs of ${formatGraphShape(shape)}`,
      remedy: "Choose another output, or export the model so that the batch is the first axis.",
    });
  }
  const incoming = graph.input("outputGradient", "float32", output.shape);
  differentiate(graph, output, incoming, [...parameters.values()]);
  return { network, outputShape: outputShape as readonly number[], sites, rows, normOverRows: normsOverRows[0] };
}
