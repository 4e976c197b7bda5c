import type { Boundary } from "../../../training/training-events.ts";

/** Red, green and blue, each in [0, 255]. */
export type Colour = readonly [number, number, number];

/** How much of its colour a sure answer gets: points must stay readable on it. */
const STRONGEST = 0.55;

/**
 * One pixel a cell of the grid, from the upper left: the colour of the likelier class, the more opaque the surer; nothing
 * where the probability is not a number.
 */
export function heatPixels(
  { columns, rows, values }: Boundary,
  colours: readonly [Colour, Colour],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column]!;
      if (Number.isNaN(value)) continue;
      const pixel = 4 * ((rows - 1 - row) * columns + column);
      pixels.set(colours[value >= 0.5 ? 1 : 0], pixel);
      pixels[pixel + 3] = 255 * STRONGEST * 2 * Math.abs(value - 0.5);
    }
  }
  return pixels;
}

/** The parts of a colour as the browser computes it: `rgb(11, 95, 174)`. */
export function colourParts(computed: string): Colour {
  const [red = 0, green = 0, blue = 0] = (computed.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}
