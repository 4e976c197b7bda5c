import { useEffect, useRef } from "preact/hooks";
import { watchedColours, type WatchedColours } from "./watched-colours.ts";

/**
 * A canvas of a size in CSS pixels, as sharp as the screen, drawn anew when `draw` is another function or the page changes
 * between light and dark.
 *
 * @param props.text what it shows, for those who cannot see it
 */
export function DrawnCanvas({
  width,
  height,
  text,
  draw,
}: {
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly draw: (context: CanvasRenderingContext2D, colours: WatchedColours) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    // Drawn by the processor: the graphics card may be busy with training, and the page would wait for it.
    const context = element.getContext("2d", { willReadFrequently: true });
    if (context === null || width === 0) return;
    const ratio = devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    const redraw = (): void => {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      draw(context, colours);
    };
    const colours = watchedColours(redraw);
    redraw();
    return () => colours.stop();
  }, [width, height, draw]);
  return (
    <canvas
      ref={canvas}
      class="drawn-canvas"
      role="img"
      aria-label={text}
      style={{ width: `${width}px`, height: `${height}px` }}
    />
  );
}
