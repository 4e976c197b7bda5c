import type { Boundary } from "../../../training/training-events.ts";

/** The class on whose side a point of the plane is, 0 or 1, by the nearest point of the grid; null outside it. */
export function likelyClass({ columns, rows, extent, values }: Boundary, x: number, y: number): 0 | 1 | null {
  const [left, right, bottom, top] = extent;
  const column = Math.round(((x - left) / (right - left)) * (columns - 1));
  const row = Math.round(((y - bottom) / (top - bottom)) * (rows - 1));
  const value = x < left || y < bottom || x > right || y > top ? undefined : values[row * columns + column];
  if (value === undefined || Number.isNaN(value)) return null;
  return value >= 0.5 ? 1 : 0;
}
