import type uPlot from "uplot";
import type { WatchedColours } from "../plot/watched-colours.ts";
import type { StoppingMark } from "../stopping/stopping-marks.ts";

const ROW = 16;
const ROOM = 5;

/** Draws a labelled vertical line for each mark: whole for a best epoch, dashed for a stop. */
export function stoppingMarker(marks: () => readonly StoppingMark[], colours: WatchedColours): uPlot.Plugin {
  const draw = (plot: uPlot): void => {
    const { ctx, bbox } = plot;
    const ratio = bbox.width / plot.over.clientWidth || 1;
    ctx.save();
    ctx.font = `600 ${12 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const [row, mark] of marks().entries()) {
      const x = Math.round(plot.valToPos(mark.epoch, "x", true));
      const y = bbox.top + (row + 0.6) * ROW * ratio;
      ctx.strokeStyle = colours.of(mark.kind === "best" ? "--good" : "--warn");
      ctx.lineWidth = 1.5 * ratio;
      ctx.setLineDash(mark.kind === "best" ? [] : [6 * ratio, 4 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      drawLabel(ctx, mark.label, x, y, { ratio, bbox, ink: ctx.strokeStyle, page: colours.of("--card") });
    }
    ctx.restore();
  };
  return { hooks: { draw } };
}

/** On the side of the line where there is room, over a ground that keeps it readable across curves. */
function drawLabel(
  ctx: CanvasRenderingContext2D,
  label: string,
  x: number,
  y: number,
  {
    ratio,
    bbox,
    ink,
    page,
  }: { readonly ratio: number; readonly bbox: uPlot.BBox; readonly ink: string; readonly page: string },
): void {
  const width = ctx.measureText(label).width + 2 * ROOM * ratio;
  const fitsRight = x + width <= bbox.left + bbox.width;
  const left = fitsRight ? x : Math.max(bbox.left, x - width);
  ctx.globalAlpha = 0.85;
  ctx.fillStyle = page;
  ctx.fillRect(left + ratio, y - (ROW / 2) * ratio, width - 2 * ratio, ROW * ratio);
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink;
  ctx.fillText(label, left + ROOM * ratio, y);
}
