import type { Output } from "../terminal/output.ts";

/** Leaves room on 80 columns for the longest name of a run and what it is at. */
const BAR_WIDTH = 14;

/** A bar that is full to `share` of 1, and a text that is cut where the line would wrap: then it could not be drawn over. */
export function barLine(output: Output, share: number, text: string): string {
  const full = Math.min(BAR_WIDTH, Math.round(share * BAR_WIDTH));
  const bar = output.style("cyan", "━".repeat(full)) + output.style("dim", "─".repeat(BAR_WIDTH - full));
  const room = Math.max(0, output.columns - BAR_WIDTH - 5);
  return `  ${bar}  ${text.slice(0, room)}`;
}
