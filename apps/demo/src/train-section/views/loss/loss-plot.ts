import { signal, type Signal } from "@preact/signals";
import type uPlot from "uplot";
import type { BackendName } from "../../../backends/backend-name.ts";
import type { TrainingRun } from "../../../training/backend-run.ts";
import { highestLoss, lastEpochOfAxis } from "../plot/axis-range.ts";
import { lineStyle, minorLineStyle, type LineStyle } from "../plot/line-style.ts";
import { plotAxis } from "../plot/plot-axis.ts";
import type { PlotSource } from "../plot/plot.tsx";
import type { WatchedColours } from "../plot/watched-colours.ts";
import { stoppingMarks } from "../stopping/stopping-marks.ts";
import { curveNames } from "./curve-names.ts";
import { epochLosses } from "./epoch-losses.ts";
import { stoppingMarker } from "./stopping-marker.ts";

/** The plot of a run's losses. */
export interface LossPlot {
  readonly source: PlotSource;
  /** Epoch under the cursor, counted from 0; null if there is none. */
  readonly cursor: Signal<number | null>;
}

/** Training and validation loss of every backend by epoch, on one plot. */
export function lossPlot(run: TrainingRun): LossPlot {
  const { backends, settings } = run;
  const cursor = signal<number | null>(null);
  const marks = () =>
    stoppingMarks(
      backends.map(({ name, history, earlyStopping }) => ({
        name,
        history: history.value,
        earlyStopping: earlyStopping.value,
      })),
    );
  const source: PlotSource = {
    signals: backends.flatMap(({ history, earlyStopping }) => [history, earlyStopping]),
    read: () => epochLosses(backends.map(({ history }) => history.value)),
    onCursor: (index) => {
      cursor.value = index;
    },
    options: (colours) => ({
      scales: {
        x: { time: false, range: ({ data }) => [1, lastEpochOfAxis(data[0].length, settings.epochs)] },
        y: { range: ({ data }) => [0, highestLoss(data.slice(1) as (number | null)[][])] },
      },
      axes: [
        plotAxis(colours, "epoch", { size: 30, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }),
        plotAxis(colours, "loss", { size: 50 }),
      ],
      series: [{}, ...backends.flatMap((backend, index) => seriesOf(backend.name, index, backends.length, colours))],
      plugins: [curveNames(["training", "validation"], colours), stoppingMarker(marks, colours)],
    }),
  };
  return { source, cursor };
}

function seriesOf(name: BackendName, index: number, count: number, colours: WatchedColours): uPlot.Series[] {
  const series = ({ width, alpha, dash }: LineStyle): uPlot.Series => ({
    stroke: () => colours.of(`--backend-${name}`),
    width,
    alpha,
    dash: [...dash],
    // One epoch makes no line.
    points: { show: ({ data }) => data[0].length === 1, size: width + 5, fill: () => colours.of(`--backend-${name}`) },
  });
  return [series(minorLineStyle(index, count)), series(lineStyle(index, count))];
}
