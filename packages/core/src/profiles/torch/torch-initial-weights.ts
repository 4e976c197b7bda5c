import { rejectUnknownOptions } from "../../errors/check-option.ts";
import { UnsupportedOptionError } from "../../errors/lockstep-error.ts";
import { resolveLayers } from "../../model/resolve-layers.ts";
import type { ModelSpec } from "../../model/model-spec.ts";
import { requireModel } from "../../model/require-model.ts";
import type { NamedTensors, Tensor } from "../../tensor/tensor.ts";
import type { FusedVariant } from "./fused-variant.ts";
import type { TorchGenerator } from "./torch-generator.ts";
import { requireGenerator } from "./torch-sampler.ts";

/**
 * Initial weights as a plain PyTorch script gets them that constructs `nn.Sequential(nn.Linear(...), ...)`: layer after
 * layer, weight before bias, from the generator that `torch.manual_seed` seeded. The generator moves on; `fit` can go on
 * drawing from it, as the script would.
 *
 * @param options.variant "fma" as PyTorch computes on x86 with AVX2 or better; "nofma" without. @default "fma"
 * @returns by PyTorch's names: `0.weight`, `0.bias`.
 * @throws {InvalidOptionError} if the model, the generator or an option is none.
 * @throws {UnsupportedOptionError} for a layer with parameters that is not dense.
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
    if (spec.kind === "dense") continue;
    throw new UnsupportedOptionError({
      subject: `layer ${name} (${spec.kind})`,
      rule: "has no initial weights in the torch-cpu profile yet",
      remedy: "Draw them with a method of TorchGenerator, or load them from a file.",
    });
  }
  const tensors: [string, Tensor][] = [];
  for (const { inputShape, outputShape, parameters } of parametric) {
    const bias = parameters.length > 1;
    const drawn = generator.linear(inputShape.at(-1)!, outputShape.at(-1)!, { ...options, bias });
    for (const { name, role } of parameters) tensors.push([name, drawn[role as "weight" | "bias"]!]);
  }
  return Object.fromEntries(tensors);
}
