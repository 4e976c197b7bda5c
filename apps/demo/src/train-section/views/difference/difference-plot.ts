import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type uPlot from "uplot";
import { BACKENDS } from "../../../backends/backend-name.ts";
import type { TrainingRun } from "../../../training/backend-run.ts";
import { decadesOf } from "../plot/axis-range.ts";
import { lineStyle } from "../plot/line-style.ts";
import { plotAxis } from "../plot/plot-axis.ts";
import type { PlotSource } from "../plot/plot.tsx";
import type { ComparedBackend } from "./describe-differences.ts";
import { stepDifferences, stepsPerColumn } from "./step-differences.ts";

// uPlot declares the enum const, which a module that is compiled alone cannot read.
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const LOGARITHMIC = 3 as uPlot.Scale.Distr.Logarithmic;
/** Steps that the axis has at least. */
const FEWEST_STEPS = 10;
/** Exponents that the axis has at least: from below the roundings of single precision to a difference that is no rounding. */
const LEAST = -9;
const LARGEST = 0;

/** The plot of a run's differences. */
export interface DifferencePlot {
  readonly source: PlotSource;
  /** What was last drawn, for the sentences beside it. */
  readonly compared: ReadonlySignal<readonly ComparedBackend[]>;
  readonly cursor: Signal<number | null>;
  /** A column's steps and differences, as they were last drawn. */
  readonly column: (index: number) => DrawnColumn | null;
}

/** What is under the cursor. */
export interface DrawnColumn {
  readonly firstStep: number;
  readonly lastStep: number;
  readonly differences: readonly (number | null)[];
}

/** Differences of every backend's step losses from the first backend's, on an axis of powers of ten. */
export function differencePlot({ backends }: TrainingRun): DifferencePlot {
  const [base, ...others] = backends;
  const compared = signal<readonly ComparedBackend[]>([]);
  const cursor = signal<number | null>(null);
  let [drawn, perColumn, steps]: [uPlot.AlignedData, number, number] = [[[]], 1, 0];
  const source: PlotSource = {
    signals: backends.map(({ stepLosses }) => stepLosses),
    read: (width) => {
      const losses = others.map(({ stepLosses }) => stepLosses.value);
      const first = base?.stepLosses.value ?? { values: new Float64Array(0), length: 0 };
      steps = Math.max(first.length, ...losses.map(({ length }) => length));
      perColumn = stepsPerColumn(steps, width);
      const found = losses.map((other) => stepDifferences(first, other, perColumn));
      compared.value = found.map(({ worst, compared: count, unknown, parted }, index) => ({
        name: others[index]!.name,
        steps: losses[index]!.length,
        worst,
        compared: count,
        unknown,
        parted,
      }));
      const columns = Math.ceil(steps / perColumn);
      drawn = [
        Array.from({ length: columns }, (_, column) => column * perColumn),
        ...found.map((one) => Array.from({ length: columns }, (_, column) => one.columns[column] ?? null)),
      ];
      return drawn;
    },
    onCursor: (index) => {
      cursor.value = index;
    },
    options: (colours) => ({
      scales: {
        x: { time: false, range: () => [0, Math.max(FEWEST_STEPS, steps - 1)] },
        y: { distr: LOGARITHMIC, range: ({ data }) => decadesOf(data.slice(1) as (number | null)[][], LEAST, LARGEST) },
      },
      axes: [
        plotAxis(colours, "step, counted from 0", { size: 30 }),
        plotAxis(colours, "difference", {
          size: 56,
          splits: (_plot, _axis, low, high) => decadesBetween(low, high),
          filter: (_plot, splits) => splits,
          values: (_plot, splits) => splits.map(powerOfTen),
        }),
      ],
      series: [
        {},
        ...others.map(({ name }, index) => ({
          label: BACKENDS[name].label,
          stroke: () => colours.of(`--backend-${name}`),
          width: Math.min(3, 1 + 0.6 * (others.length - 1 - index)),
          dash: [...lineStyle(index, others.length).dash],
          points: { show: ({ data }: uPlot) => data[0].length < 3 },
        })),
      ],
    }),
  };
  const column = (index: number): DrawnColumn | null => {
    const firstStep = drawn[0][index];
    if (firstStep === undefined) return null;
    const differences = drawn.slice(1).map((values) => values[index] ?? null);
    return { firstStep, lastStep: Math.min(steps, firstStep + perColumn) - 1, differences };
  };
  return { source, compared, cursor, column };
}

/** The powers of ten of an axis. */
function decadesBetween(low: number, high: number): number[] {
  const first = Math.round(Math.log10(low));
  const count = Math.round(Math.log10(high)) - first + 1;
  return Array.from({ length: count }, (_, index) => 10 ** (first + index));
}

/** `1e-6`; only every third has room for words. */
function powerOfTen(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (exponent % 3 !== 0) return "";
  return exponent === 0 ? "1" : `1e${exponent}`;
}
