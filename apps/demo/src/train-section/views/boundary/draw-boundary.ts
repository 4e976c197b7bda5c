import type { Boundary } from "../../../training/training-events.ts";
import type { WatchedColours } from "../plot/watched-colours.ts";
import { boundarySegments } from "./boundary-segments.ts";
import { colourParts, heatPixels } from "./heat-pixels.ts";
import type { PlanePoint } from "./plane-points.ts";

/** The classes' colours. */
const CLASS_COLOURS = ["--backend-tfjs-wasm", "--backend-ort-wasm"] as const;
const RADIUS = 3.5;

/** What is drawn, and how large, in CSS pixels. */
export interface BoundaryScene {
  readonly boundary: Boundary;
  readonly points: readonly PlanePoint[];
  readonly width: number;
  readonly height: number;
}

/** A heat map of the probability, the line of one half, and the training points: circles of class 0, crosses of class 1. */
export function drawBoundary(context: CanvasRenderingContext2D, colours: WatchedColours, scene: BoundaryScene): void {
  drawHeat(context, colours, scene);
  drawLine(context, colours, scene);
  drawPoints(context, colours, scene);
}

/** One pixel a cell, then enlarged: the browser's smoothing is faster than drawing cells, and has no seams. */
function drawHeat(
  context: CanvasRenderingContext2D,
  colours: WatchedColours,
  { boundary, width, height }: BoundaryScene,
): void {
  const { columns, rows } = boundary;
  const small = document.createElement("canvas");
  small.width = columns;
  small.height = rows;
  const [first, second] = CLASS_COLOURS;
  const pixels = heatPixels(boundary, [colourParts(colours.of(first)), colourParts(colours.of(second))]);
  small.getContext("2d", { willReadFrequently: true })?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, width, height);
}

function drawLine(
  context: CanvasRenderingContext2D,
  colours: WatchedColours,
  { boundary, width, height }: BoundaryScene,
): void {
  const x = (column: number): number => ((column + 0.5) / boundary.columns) * width;
  const y = (row: number): number => (1 - (row + 0.5) / boundary.rows) * height;
  context.strokeStyle = colours.of("--ink");
  context.lineWidth = 2;
  context.lineCap = "round";
  context.beginPath();
  for (const [x1, y1, x2, y2] of boundarySegments(boundary)) {
    context.moveTo(x(x1), y(y1));
    context.lineTo(x(x2), y(y2));
  }
  context.stroke();
}

function drawPoints(
  context: CanvasRenderingContext2D,
  colours: WatchedColours,
  { boundary, points, width, height }: BoundaryScene,
): void {
  const [left, right, bottom, top] = boundary.extent;
  context.lineWidth = 1.5;
  for (const label of [0, 1] as const) {
    context.strokeStyle = colours.of(CLASS_COLOURS[label]);
    context.beginPath();
    for (const point of points) {
      if (point.label !== label) continue;
      const x = ((point.x - left) / (right - left)) * width;
      const y = (1 - (point.y - bottom) / (top - bottom)) * height;
      if (label === 0) {
        context.moveTo(x + RADIUS, y);
        context.arc(x, y, RADIUS, 0, 2 * Math.PI);
      } else {
        context.moveTo(x - RADIUS, y - RADIUS);
        context.lineTo(x + RADIUS, y + RADIUS);
        context.moveTo(x + RADIUS, y - RADIUS);
        context.lineTo(x - RADIUS, y + RADIUS);
      }
    }
    context.stroke();
  }
}
