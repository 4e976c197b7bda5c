import { formatCount } from "lockstep/number-format";
import { useCallback, useRef } from "preact/hooks";
import type { Boundary } from "../../../training/training-events.ts";
import { DrawnCanvas } from "../plot/drawn-canvas.tsx";
import { useWidth } from "../plot/use-width.ts";
import type { WatchedColours } from "../plot/watched-colours.ts";
import { drawBoundary } from "./draw-boundary.ts";
import { likelyClass } from "./likely-class.ts";
import type { PlanePoint } from "./plane-points.ts";

const WIDEST = 640;

/** A decision boundary with the points it was learnt from. */
export function BoundaryPicture({
  boundary,
  points,
}: {
  readonly boundary: Boundary;
  readonly points: readonly PlanePoint[];
}) {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.min(WIDEST, useWidth(box));
  const [left, right, bottom, top] = boundary.extent;
  const height = Math.round((width * (top - bottom)) / (right - left));
  const draw = useCallback(
    (context: CanvasRenderingContext2D, colours: WatchedColours) =>
      drawBoundary(context, colours, { boundary, points, width, height }),
    [boundary, points, width, height],
  );
  const fitting = points.filter(({ x, y, label }) => likelyClass(boundary, x, y) === label).length;
  const fit =
    points.length === 0
      ? ""
      : `${formatCount(fitting)} of ${formatCount(points.length)} training points lie on their own side of the line.`;
  return (
    <div ref={box} class="boundary-picture">
      <DrawnCanvas width={width} height={height} text={`The plane with the decision boundary. ${fit}`} draw={draw} />
      <p>{fit}</p>
    </div>
  );
}
