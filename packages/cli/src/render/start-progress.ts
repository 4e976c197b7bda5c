import type { Output } from "../terminal/output.ts";
import { lineProgress } from "./line-progress.ts";
import { liveProgress } from "./live-progress.ts";
import type { Progress } from "./progress.ts";

/** Bars that are drawn over on a terminal; elsewhere one line for every finished run. */
export function startProgress(output: Output, runCount: number): Progress {
  return output.isTerminal ? liveProgress(output, runCount) : lineProgress(output, runCount);
}
