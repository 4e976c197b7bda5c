import { useCallback, useRef } from "preact/hooks";
import type { AppliedMask } from "../../../training/training-worker-api.ts";
import { DrawnCanvas } from "../plot/drawn-canvas.tsx";
import { useWidth } from "../plot/use-width.ts";
import type { WatchedColours } from "../plot/watched-colours.ts";
import { maskGrid } from "./mask-grid.ts";

/**
 * A mask as squares, a line for each row of the batch: filled for kept units, a dot for dropped ones.
 *
 * @param props.differing one byte a bit, 1 where a backend's mask is another; those squares are crossed out
 */
export function MaskPicture({
  mask,
  differing = null,
  text,
}: {
  readonly mask: AppliedMask;
  readonly differing?: Uint8Array | null;
  readonly text: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { cell, units } = maskGrid(width, mask.units, mask.rows);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, colours: WatchedColours) =>
      drawMask(context, colours, mask, differing, { cell, units }),
    [mask, differing, cell, units],
  );
  return (
    <div ref={box} class="mask-picture">
      <DrawnCanvas width={width === 0 ? 0 : cell * units} height={cell * mask.rows} text={text} draw={draw} />
      {width > 0 && units < mask.units && (
        <p class="view-hint">
          There is room for {units} of the {mask.units} units.
        </p>
      )}
    </div>
  );
}

function drawMask(
  context: CanvasRenderingContext2D,
  colours: WatchedColours,
  mask: AppliedMask,
  differing: Uint8Array | null,
  { cell, units }: { readonly cell: number; readonly units: number },
): void {
  const gap = cell > 7 ? 1.5 : 1;
  const dot = Math.max(1, Math.round(cell / 6));
  context.fillStyle = colours.of("--accent");
  context.strokeStyle = colours.of("--bad");
  context.lineWidth = 2;
  // Where differences are looked for, all else steps back.
  const strength = differing === null ? 1 : 0.35;
  for (let row = 0; row < mask.rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      const bit = row * mask.units + unit;
      const [x, y] = [unit * cell, row * cell];
      const differs = differing !== null && differing[bit] === 1;
      context.globalAlpha = differs ? 1 : strength;
      if (differs) {
        context.beginPath();
        context.moveTo(x + 1, y + 1);
        context.lineTo(x + cell - 1, y + cell - 1);
        context.moveTo(x + cell - 1, y + 1);
        context.lineTo(x + 1, y + cell - 1);
        context.stroke();
      } else if (mask.kept[bit] === 1) context.fillRect(x, y, cell - gap, cell - gap);
      else context.fillRect(x + (cell - gap - dot) / 2, y + (cell - gap - dot) / 2, dot, dot);
    }
  }
}
