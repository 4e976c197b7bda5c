import type { SgdStructure } from "@lockstep/onnx";

/** Equal for equal structures, and only for them. */
export function structureKey({ momentum, nesterov, weightDecay, clip, maxNorm }: SgdStructure): string {
  return `${momentum} ${nesterov} ${weightDecay} ${clip} ${maxNorm}`;
}
