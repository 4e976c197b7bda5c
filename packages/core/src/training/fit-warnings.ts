import type { CheckEvery } from "../early-stopping/check-every.ts";
import type { FitSettings } from "./resolve-fit-options.ts";

/** Options that are valid but defeat each other, or a rule that the run is too short for: one sentence each. */
export function fitWarnings(settings: FitSettings): readonly string[] {
  const { earlyStopping, reduceOnPlateau, checkpointBest } = settings;
  const conflict = earlyStopping && reduceOnPlateau?.warnAbout(earlyStopping);
  const idle = Object.entries({ earlyStopping, reduceOnPlateau, checkpointBest })
    .filter(([, rule]) => rule !== undefined && isIdle(settings, rule.options))
    .map(([name]) => `${name} never looks at this run: its first check would come after the last epoch.`);
  return conflict === undefined ? idle : [...idle, conflict];
}

/** Whether no check is ever due, as far as the length of the run is known. */
function isIdle(
  { epochs, batchesPerEpoch }: FitSettings,
  { checkEvery, startEpoch = 0 }: { readonly checkEvery: CheckEvery; readonly startEpoch?: number },
): boolean {
  if (startEpoch >= epochs) return true;
  return "epochs" in checkEvery
    ? checkEvery.epochs > epochs
    : checkEvery.steps > epochs * (batchesPerEpoch ?? Infinity);
}
