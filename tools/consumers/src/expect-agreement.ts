import { expect } from "vitest";
import type { SmallRun } from "../scripts/small-run.ts";

/** Holds a run to another engine's: as many epochs, the same best one, and losses apart by no more than roundings add up to. */
export function expectAgreement(run: SmallRun, other: SmallRun): void {
  expect({ epochs: run.epochs, best: run.bestEpoch }).toEqual({ epochs: other.epochs, best: other.bestEpoch });
  for (const [epoch, loss] of run.validationLosses.entries()) {
    expect(Math.abs(loss - other.validationLosses[epoch]!), `epoch ${epoch + 1}`).toBeLessThan(1e-4);
  }
}
