import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { MersenneTwister } from "../mersenne-twister.ts";
import type { FusedVariant } from "./fused-variant.ts";
import { uniformBetween } from "./uniform-draws.ts";

/** A layer's parameters as PyTorch initialises them. */
export interface TorchParameters {
  readonly weight: Tensor;
  /** Absent for a layer without bias. */
  readonly bias?: Tensor;
}

/**
 * The default initialisation of `nn.Linear` and `nn.Conv2d`: the weight uniform in ±√3 · (√(2 / (1 + √5²)) / √fanIn),
 * then the bias in ±1 / √fanIn, bounds computed in f64. In exact arithmetic both bounds are the same, in f64 they are not;
 * so the first is written as PyTorch computes it, although up to 300,000 inputs both round to the same f32.
 *
 * @param weightShape outputs first; the fan-in is the product of the other lengths.
 */
export function defaultInit(
  engine: MersenneTwister,
  weightShape: Shape,
  { variant, bias }: { readonly variant: FusedVariant; readonly bias: boolean },
): TorchParameters {
  const fanIn = shapeSize(weightShape.slice(1));
  const slope = Math.sqrt(5);
  const gain = Math.sqrt(2 / (1 + slope * slope));
  const weight = uniformTensor(engine, weightShape, Math.sqrt(3) * (gain / Math.sqrt(fanIn)), variant);
  if (!bias) return { weight };
  return { weight, bias: uniformTensor(engine, [weightShape[0]!], 1 / Math.sqrt(fanIn), variant) };
}

function uniformTensor(engine: MersenneTwister, shape: Shape, bound: number, variant: FusedVariant): Tensor {
  const data = new Float32Array(shapeSize(shape));
  uniformBetween(engine, data, { from: -bound, to: bound, variant });
  return { shape: [...shape], data };
}
