import type { TrainingReport } from "@lockstep/core";
import { formatEpochs } from "../render/number-format.ts";

/** How a run ended, in one sentence. */
export function describeStop(
  { stopReason, history }: Pick<TrainingReport, "stopReason" | "history">,
  patience: number,
  watched: string,
): string {
  const trained = formatEpochs(history.length);
  switch (stopReason) {
    case "aborted":
      return `Interrupted after ${trained}.`;
    case "epochs":
      return `All ${trained} done.`;
    case "patience":
      return `Stopped after ${trained}: no better ${watched} in the last ${patience}.`;
    default:
      return `Stopped after ${trained}: the ${watched} is no longer a finite number.`;
  }
}
