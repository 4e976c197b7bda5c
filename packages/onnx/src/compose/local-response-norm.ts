import { ints } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** The constants of {@link emitLocalResponseNorm}, as ONNX names them. */
export interface LocalResponseNorm {
  /** How many channels are summed around each. */
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  /** What is added to the sum, ONNX's `bias`. */
  readonly offset: number;
}

/**
 * `LRN`: y = x / (offset + alpha / size·Σ x²)^beta, the sum being over the channels from ⌊(size - 1)/2⌋ before each to ⌈(size
 * - 1)/2⌉ behind. It is a convolution of x² with a band of ones, one position wide.
 */
export function emitLocalResponseNorm(
  graph: GraphBuilder,
  x: GraphValue,
  { size, alpha, beta, offset }: LocalResponseNorm,
): GraphValue {
  const channels = Number(x.shape[1]);
  const before = Math.floor((size - 1) / 2);
  const band = new Float32Array(channels * channels);
  for (let channel = 0; channel < channels; channel++) {
    const end = Math.min(channels, channel - before + size);
    band.fill(alpha / size, channel * channels + Math.max(0, channel - before), channel * channels + end);
  }
  const kernel = x.shape.slice(2).map(() => 1);
  const weight = graph.constant(band, [channels, channels, ...kernel]);
  const sums = graph.apply("Conv", [graph.apply("Mul", [x, x]), weight], { kernel_shape: ints(kernel) });
  const power = graph.apply("Pow", [graph.apply("Add", [sums, graph.scalar(offset)]), graph.scalar(beta)]);
  return graph.apply("Div", [x, power]);
}
