import type uPlot from "uplot";
import type { WatchedColours } from "./watched-colours.ts";

/** An axis in the page's colours. */
export function plotAxis(colours: WatchedColours, label: string, options: uPlot.Axis = {}): uPlot.Axis {
  const line = { stroke: () => colours.of("--line"), width: 1 };
  return {
    label,
    labelSize: 20,
    labelFont: "12px system-ui, sans-serif",
    font: "12px system-ui, sans-serif",
    stroke: () => colours.of("--ink-soft"),
    grid: line,
    ticks: { ...line, size: 4 },
    ...options,
  };
}
