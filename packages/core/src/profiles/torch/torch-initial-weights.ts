import { rejectUnknownOptions } from "../../errors/check-option.ts";
import { UnsupportedOptionError } from "../../errors/lockstep-error.ts";
import { resolveLayers, type ResolvedLayer } from "../../model/resolve-layers.ts";
import type { ModelSpec } from "../../model/model-spec.ts";
import { requireModel } from "../../model/require-model.ts";
import type { NamedTensors, Tensor } from "../../tensor/tensor.ts";
import type { TorchParameters } from "./default-init.ts";
import type { FusedVariant } from "./fused-variant.ts";
import type { TorchGenerator } from "./torch-generator.ts";
import { requireGenerator } from "./torch-sampler.ts";

/**
 * Initial weights as a plain PyTorch script gets them that constructs `nn.Sequential(nn.Conv2d(...), nn.Linear(...), ...)`:
 * layer after layer, weight before bias, from the generator that `torch.manual_seed` seeded. The generator moves on; `fit` can go on
 * drawing from it, as the script would.
 *
 * @param options.variant "fma" as PyTorch computes on x86 with AVX2 or better; "nofma" without. @default "fma"
 * @returns by PyTorch's names: `0.weight`, `0.bias`.
 * @throws {InvalidOptionError} if the model, the generator or an option is none.
 * @throws {UnsupportedOptionError} for a layer with parameters that is neither dense nor conv2d, or has initialisers.
 * @throws {ShapeMismatchError} if the layers do not fit each other.
 * @example
 * const generator = new TorchGenerator(42);
 * const parameters = torchInitialWeights(model, generator);
 * await engine.writeState({ parameters });
 */
export function torchInitialWeights(
  model: ModelSpec,
  generator: TorchGenerator,
  options: { readonly variant?: FusedVariant } = {},
): NamedTensors {
  rejectUnknownOptions("torchInitialWeights", options, ["variant"]);
  requireGenerator("generator", generator);
  const parametric = resolveLayers(requireModel(model)).filter((layer) => layer.parameters.length > 0);
  for (const { spec, name } of parametric) {
    const plain =
      (spec.kind === "dense" && spec.initializer === undefined && spec.biasInitializer === undefined) ||
      spec.kind === "conv2d";
    if (plain) continue;
    throw new UnsupportedOptionError({
      subject: `layer ${name} (${spec.kind})`,
      rule: "has no initial weights in the torch-cpu profile yet",
      remedy: "Draw them with a method of TorchGenerator, or load them from a file.",
    });
  }
  const tensors: [string, Tensor][] = [];
  for (const layer of parametric) {
    const drawn = drawParameters(layer, generator, options);
    for (const { name, role } of layer.parameters) tensors.push([name, drawn[role as "weight" | "bias"]!]);
  }
  return Object.fromEntries(tensors);
}

function drawParameters(
  { spec, inputShape, outputShape, parameters }: ResolvedLayer,
  generator: TorchGenerator,
  options: { readonly variant?: FusedVariant },
): TorchParameters {
  const bias = parameters.length > 1;
  if (spec.kind !== "conv2d") return generator.linear(inputShape.at(-1)!, outputShape.at(-1)!, { ...options, bias });
  const { outChannels, kernelSize, groups } = spec;
  const [height, width] = kernelSize as [number, number];
  return generator.conv2d({
    ...options,
    inChannels: inputShape[0]!,
    outChannels,
    kernelSize: [height, width],
    groups,
    bias,
  });
}
