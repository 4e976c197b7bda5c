/** How a mask is laid out as a picture. */
export interface MaskGrid {
  /** Side of a unit's square, in CSS pixels. */
  readonly cell: number;
  /** How many units of a row are drawn. */
  readonly units: number;
}

const LEAST_CELL = 5;
const LARGEST_CELL = 14;

/** The picture is no higher than that, in CSS pixels. */
const HIGHEST = 256;

/** The largest squares that fit into a width and a height; where even small ones are too wide, only the first units are drawn. */
export function maskGrid(width: number, units: number, rows: number): MaskGrid {
  const largest = Math.min(LARGEST_CELL, Math.floor(HIGHEST / rows));
  const cell = Math.max(LEAST_CELL, Math.min(largest, Math.floor(width / units)));
  return { cell, units: Math.max(1, Math.min(units, Math.floor(width / cell))) };
}
