import { dropoutMask, keepBits } from "@lockstep/core";
import { drawKeepBits } from "@lockstep/core/masks";
import { createReferenceEngine } from "@lockstep/core/reference";
import { model, settings, smallRun, type SmallRun } from "./small-run.js";

/** The small run on the reference engine. */
export async function trainReference(): Promise<SmallRun> {
  return smallRun(createReferenceEngine(model, settings));
}

/** The same without WebAssembly. */
export async function trainInTypeScript(): Promise<SmallRun> {
  return smallRun(createReferenceEngine(model, { ...settings, kernels: "typescript" }));
}

/** Whether two entries of core are one package to each other: a mask of one is drawn by the other. */
export function drawMask(): readonly (readonly number[])[] {
  const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 16] });
  return [[...keepBits(mask)], [...drawKeepBits(mask)]];
}
