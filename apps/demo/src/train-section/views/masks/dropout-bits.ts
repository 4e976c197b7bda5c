import { keepBits, maskOfSite } from "@lockstep/core";
import type { ExperimentSettings } from "../../../experiment/experiment-settings.ts";
import type { AppliedMask } from "../../../training/training-worker-api.ts";

/**
 * The mask that core draws for a dropout layer at a step: a function of seed, site and step alone, so the page can show any
 * step without asking a backend, or before it has come.
 *
 * @param site which dropout layer, counted from 0: each hidden layer has one
 */
export function dropoutBits(settings: ExperimentSettings, site: number, step: number, rows: number): AppliedMask {
  const { seed, rate, hidden } = settings;
  const units = hidden[site]!;
  const mask = maskOfSite({ kind: "dropout", rate, shape: (count) => [count, units] }, { seed, site, step, rows });
  // Only noise has no bits, and dropout is none.
  return { rows, units, kept: mask.source === "noise" ? new Uint8Array(rows * units) : keepBits(mask) };
}

/** How many bits are 1. */
export function countKept(kept: Uint8Array): number {
  let count = 0;
  for (const bit of kept) count += bit;
  return count;
}
