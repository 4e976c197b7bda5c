/** How a mask is laid out as a picture. */
export interface MaskGrid {
  /** Side of a unit's square, in CSS pixels. */
  readonly cell: number;
  /** How many units of a row are drawn. */
  readonly units: number;
}

const LEAST_CELL = 5;
const LARGEST_CELL = 14;

/** The largest squares that fit into a width; where even small ones do not, only the first units are drawn. */
export function maskGrid(width: number, units: number): MaskGrid {
  const cell = Math.min(LARGEST_CELL, Math.max(LEAST_CELL, Math.floor(width / units)));
  return { cell, units: Math.max(1, Math.min(units, Math.floor(width / cell))) };
}
