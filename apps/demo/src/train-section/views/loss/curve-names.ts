import type uPlot from "uplot";
import type { WatchedColours } from "../plot/watched-colours.ts";

/** Writes what the first two lines are beside their ends. */
export function curveNames(
  names: readonly [training: string, validation: string],
  colours: WatchedColours,
): uPlot.Plugin {
  const draw = (plot: uPlot): void => {
    const { ctx, bbox, data } = plot;
    const ratio = bbox.width / plot.over.clientWidth || 1;
    const last = data[0].findLastIndex((_, index) =>
      [data[1], data[2]].every((line) => typeof line?.[index] === "number"),
    );
    const ends = [data[1]?.[last], data[2]?.[last]];
    if (last < 0) return;
    const [training, validation] = ends.map((end) => plot.valToPos(end!, "y", true)) as [number, number];
    const x = plot.valToPos(data[0][last]!, "x", true);
    // The one that ends higher is named above its line, the other one below.
    const above = validation <= training ? -1 : 1;
    ctx.save();
    ctx.font = `${12 * ratio}px system-ui, sans-serif`;
    ctx.fillStyle = colours.of("--ink");
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    for (const [index, y] of [training, validation].entries()) {
      const side = index === 1 ? above : -above;
      const inside = Math.min(
        Math.max(y + side * 14 * ratio, bbox.top + 7 * ratio),
        bbox.top + bbox.height - 7 * ratio,
      );
      ctx.fillText(names[index]!, Math.max(x - 4 * ratio, bbox.left + 64 * ratio), inside);
    }
    ctx.restore();
  };
  return { hooks: { draw } };
}
