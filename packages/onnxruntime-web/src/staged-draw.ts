import type { DropoutMask } from "@lockstep/core";
import { drawNoise } from "@lockstep/core/engine";
import { drawKeepBits } from "@lockstep/core/masks";
import type { DrawNames } from "@lockstep/onnx";
import { scalarTensor, type HostTensor } from "./host-tensor.ts";
import { packBits } from "./pack-bits.ts";

/** One byte an element. */
type KeepBits = Extract<HostTensor, { readonly type: "bool" }>;

/** What a random site draws at one step, drawn or copied: bits with their numbers, or noise. */
export type StagedDraw =
  | { readonly keep: KeepBits; readonly scale: number; readonly offset: number; readonly fill: number }
  | { readonly noise: HostTensor };

/** Draws, or copies, a checked mask. */
export function stageDraw(mask: DropoutMask): StagedDraw {
  const shape = [...mask.shape];
  if (mask.source === "noise") return { noise: { type: "float32", data: drawNoise(mask), shape } };
  const data = mask.source === "explicit" ? mask.keep.slice() : drawKeepBits(mask);
  return { keep: { type: "bool", data, shape }, scale: mask.scale, offset: mask.offset ?? 0, fill: mask.fill ?? 0 };
}

/** What to feed for the draws, by the names of a graph's random sites. */
export function drawFeeds(names: readonly DrawNames[], draws: readonly StagedDraw[]): Record<string, HostTensor> {
  return Object.assign({}, ...names.map((site, index) => siteFeeds(site, draws[index]!))) as Record<string, HostTensor>;
}

function siteFeeds(names: DrawNames, draw: StagedDraw): Record<string, HostTensor> {
  if ("noise" in names) return { [names.noise]: (draw as { readonly noise: HostTensor }).noise };
  const { keep, scale, offset, fill } = draw as Exclude<StagedDraw, { readonly noise: HostTensor }>;
  const { affine } = names;
  return {
    [names.mask]: names.bitsPerWord === undefined ? keep : packBits(keep.data, keep.shape[0]!, names.bitsPerWord),
    [names.scale]: scalarTensor(scale),
    ...(affine === undefined ? {} : { [affine.offset]: scalarTensor(offset), [affine.fill]: scalarTensor(fill) }),
  };
}
