import type { ImageLayout } from "./image-layout.ts";

/** Shares of red, green and blue in grey: ITU-R BT.601, as Pillow's mode "L" takes them. */
const GREY = [0.299, 0.587, 0.114] as const;

/**
 * The bytes of one row: an image's pixels in a model's layout. Transparent parts are white.
 *
 * @param pixels red, green, blue and opacity of each pixel, from the upper left, row by row: what a canvas gives.
 */
export function imageRow(pixels: Uint8ClampedArray, { order, channels, height, width }: ImageLayout): Uint8Array {
  const area = height * width;
  const row = new Uint8Array(channels * area);
  for (let pixel = 0; pixel < area; pixel++) {
    const colour = onWhite(pixels, 4 * pixel);
    const values =
      channels === 3 ? colour : [Math.round(GREY.reduce((sum, share, index) => sum + share * colour[index]!, 0))];
    for (const [channel, value] of values.entries()) {
      row[order === "CHW" ? channel * area + pixel : pixel * channels + channel] = value;
    }
  }
  return row;
}

/** The pixels of a row, to be drawn: what the model sees. */
export function rowPixels(
  row: Uint8Array,
  { order, channels, height, width }: ImageLayout,
): Uint8ClampedArray<ArrayBuffer> {
  const area = height * width;
  const pixels = new Uint8ClampedArray(4 * area).fill(255);
  for (let pixel = 0; pixel < area; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      const channel = channels === 1 ? 0 : colour;
      pixels[4 * pixel + colour] = row[order === "CHW" ? channel * area + pixel : pixel * channels + channel]!;
    }
  }
  return pixels;
}

function onWhite(pixels: Uint8ClampedArray, start: number): readonly number[] {
  const opacity = pixels[start + 3]! / 255;
  return [0, 1, 2].map((offset) => Math.round(pixels[start + offset]! * opacity + 255 * (1 - opacity)));
}
