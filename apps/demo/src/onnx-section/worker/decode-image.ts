import { imageRow } from "../data/image-row.ts";
import type { ImageLayout } from "../data/image-layout.ts";

/** Makes image files into rows. */
export type ImageDecoder = (file: File) => Promise<Uint8Array>;

/** A decoder for a model's layout: each image is resized to its height and width, whatever its own. */
export function imageDecoder(layout: ImageLayout): ImageDecoder {
  const { width, height } = layout;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return async (file) => {
    const bitmap = await createImageBitmap(file, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: "high",
      premultiplyAlpha: "none",
    });
    context.clearRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return imageRow(context.getImageData(0, 0, width, height).data, layout);
  };
}
