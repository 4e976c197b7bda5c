import { clipByNorm, sgd, type Sgd } from "@lockstep/core";
import type { TrainSettings } from "./train-settings.ts";

/** The optimiser of these settings. @throws {InvalidOptionError} for a value out of range */
export function optimizerOf(
  settings: Pick<TrainSettings, "learningRate" | "momentum" | "weightDecay" | "clipNorm">,
): Sgd {
  const { learningRate, momentum, weightDecay, clipNorm } = settings;
  return sgd({ learningRate, momentum, weightDecay, ...(clipNorm === null ? {} : { clip: clipByNorm(clipNorm) }) });
}
