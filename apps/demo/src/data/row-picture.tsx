import { useEffect, useRef } from "preact/hooks";
import "./row-picture.css";

/** A row that is a grey image, drawn in the ink of the page: 0 is paper, 1 is ink. */
export function RowPicture({
  inputs,
  imageShape,
  size,
  text,
}: {
  /** The row's pixels in [0, 1], line after line; what lies outside is drawn as the nearer end. */
  readonly inputs: Float32Array;
  readonly imageShape: readonly [height: number, width: number];
  /** Height in CSS pixels; the width follows the image's shape. */
  readonly size: number;
  /** What the picture says, for those who do not see it: "7, taken for 1". */
  readonly text: string;
}) {
  const [height, width] = imageShape;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(inkOf(inputs, height, width), 0, 0);
  }, [inputs, height, width]);
  return (
    <canvas
      ref={canvas}
      class="row-picture"
      role="img"
      aria-label={text}
      // As many pixels as the image has; the style sheet enlarges them without blur.
      width={width}
      height={height}
      style={{ width: `${(size * width) / height}px`, height: `${size}px` }}
    />
  );
}

/** Black ink whose opacity is the pixel's value, so that the paper is whatever lies under the canvas. */
function inkOf(inputs: Float32Array, height: number, width: number): ImageData {
  const image = new ImageData(width, height);
  // A clamped array rounds, and keeps to [0, 255].
  for (let pixel = 0; pixel < height * width; pixel++) image.data[4 * pixel + 3] = (inputs[pixel] ?? 0) * 255;
  return image;
}
