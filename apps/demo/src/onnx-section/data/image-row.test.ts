import { describe, expect, it } from "vitest";
import { imageLayout } from "./image-layout.ts";
import { imageRow, rowPixels } from "./image-row.ts";

/** Two rows of three pixels; the pixel in row y and column x is (10 y + x, 100 + 10 y + x, 200 + 10 y + x). */
const PIXELS = Uint8ClampedArray.from(
  [0, 1].flatMap((y) => [0, 1, 2].flatMap((x) => [10 * y + x, 100 + 10 * y + x, 200 + 10 * y + x, 255])),
);

describe("imageLayout", () => {
  it.each([
    [[3, 224, 112], { order: "CHW", channels: 3, height: 224, width: 112 }],
    [[1, 28, 28], { order: "CHW", channels: 1, height: 28, width: 28 }],
    [[224, 112, 3], { order: "HWC", channels: 3, height: 224, width: 112 }],
    [[28, 20], { order: "CHW", channels: 1, height: 28, width: 20 }],
  ] as const)("finds height, width and channels of %j", (shape, layout) => {
    expect(imageLayout(shape)).toEqual(layout);
  });

  it.each([[[10]], [[2, 8, 8]], [[3, 8, 8, 8]], [[1, 5]]])("takes %j for no image", (shape) => {
    expect(imageLayout(shape)).toBeNull();
  });
});

describe("imageRow", () => {
  it("puts channel before place for CHW, after it for HWC", () => {
    const chw = imageRow(PIXELS, { order: "CHW", channels: 3, height: 2, width: 3 });
    const hwc = imageRow(PIXELS, { order: "HWC", channels: 3, height: 2, width: 3 });
    for (const channel of [0, 1, 2]) {
      for (const y of [0, 1]) {
        for (const x of [0, 1, 2]) {
          const value = 100 * channel + 10 * y + x;
          expect(chw[channel * 6 + y * 3 + x]).toBe(value);
          expect(hwc[(y * 3 + x) * 3 + channel]).toBe(value);
        }
      }
    }
  });

  it("makes grey as Pillow does: 0.299 red, 0.587 green, 0.114 blue", () => {
    const pixels = Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 90, 90, 90, 255);
    const grey = imageRow(pixels, { order: "CHW", channels: 1, height: 2, width: 2 });
    expect([...grey]).toEqual([76, 150, 29, 90]);
  });

  it("shows white through what is transparent", () => {
    const pixels = Uint8ClampedArray.of(0, 0, 0, 0, 0, 0, 0, 51);
    expect([...imageRow(pixels, { order: "CHW", channels: 1, height: 1, width: 2 })]).toEqual([255, 204]);
  });

  it("is drawn again as it was", () => {
    for (const order of ["CHW", "HWC"] as const) {
      const layout = { order, channels: 3, height: 2, width: 3 } as const;
      expect(rowPixels(imageRow(PIXELS, layout), layout)).toEqual(PIXELS);
    }
  });
});
