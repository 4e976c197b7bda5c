import type { ReadonlySignal } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { usePaced } from "./use-paced.ts";
import { watchedColours, type WatchedColours } from "./watched-colours.ts";

/** What a plot shows. */
export interface PlotSource {
  /** Axes, scales and series; colours are asked for at every drawing. */
  readonly options: (colours: WatchedColours) => Pick<uPlot.Options, "axes" | "scales" | "series" | "plugins">;
  /** The data as they are now. @param columns how many pixels wide the plot is */
  readonly read: (columns: number) => uPlot.AlignedData;
  /** When one of them changes, the data are read again. */
  readonly signals: readonly ReadonlySignal<unknown>[];
  /** @param index where the cursor is among the data; null if it is elsewhere */
  readonly onCursor?: (index: number | null) => void;
}

/**
 * A drawn plot without a legend. It fits the width that it has, and follows its data at most ten times a second.
 *
 * @param props.source stays the same object between renderings.
 * @param props.label what it shows, for those who cannot see it: say where the numbers are
 */
export function Plot({
  source,
  label,
  height,
}: {
  readonly source: PlotSource;
  readonly label: string;
  readonly height: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  useEffect(() => {
    const element = box.current!;
    const colours = watchedColours(() => chart.current?.redraw(false, true));
    const width = element.clientWidth;
    const options: uPlot.Options = {
      ...source.options(colours),
      width,
      height,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      hooks: { setCursor: [(plot) => source.onCursor?.(plot.cursor.idx ?? null)] },
    };
    const plot = new uPlot(options, source.read(width), element);
    chart.current = plot;
    const observer = new ResizeObserver(() => {
      const now = element.clientWidth;
      if (now === 0 || now === plot.width) return;
      plot.setSize({ width: now, height });
      plot.setData(source.read(now));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      colours.stop();
      plot.destroy();
      chart.current = null;
    };
  }, [source, height]);
  usePaced(
    source.signals,
    useCallback(() => {
      const plot = chart.current;
      plot?.setData(source.read(plot.width));
    }, [source]),
  );
  return <div ref={box} class="plot" role="img" aria-label={label} style={{ height: `${height}px` }} />;
}
