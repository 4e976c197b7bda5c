import { measured } from "../../bench/measure/measure.ts";
import type { BenchReport, GrowthLine, GrowthPoint, GrowthResult } from "../../bench/report/bench-report.ts";
import { WORKLOADS } from "../../bench/workload-facts.ts";
import type { PanelBox } from "../picture/curve-panel.ts";
import { panelBox, PICTURE_LEFT, pictureLayout } from "../picture/picture-layout.ts";
import { picturePage } from "../picture/picture-page.ts";
import { escapeText, svgElement, type SvgText } from "../picture/svg-element.ts";
import { BENCH_STYLE, LINE_HUES } from "./bench-style.ts";
import { formatSize } from "./growth-cells.ts";
import { growthPanel, type PanelAxis, type PanelLine } from "./growth-panel.ts";

const CAPTION =
  "On the left the time, on the right the memory of a process of its own: the peak of what is in physical memory, with " +
  "the code that it loaded. Over steps it is what is there at the moment, and the thin line is what is in use after a collection.";

/** Between the title of an axis and the heading of the panel below. */
const HEADING_ROOM = 26;
/** As many entries as one line of the legend has room for. */
const LEGEND = { columns: 2, width: 430, lineHeight: 18 };

/**
 * How time and memory grow as SVG: a row of two panels for each series, a line for each contestant. Null if nothing was
 * measured.
 */
export function growthLines({ growth }: BenchReport): SvgText | null {
  const series = growth.filter(({ contestants }) => contestants.some(({ points }) => points.some(isMeasured)));
  if (series.length === 0) return null;
  const titles = [...new Set(series.flatMap(({ contestants }) => contestants.map(({ title }) => title)))];
  const ours = new Map(series.flatMap(({ contestants }) => contestants.map((line) => [line.title, line.ours])));
  const classOf = (title: string): string =>
    `hue-${titles.indexOf(title) % LINE_HUES} ${ours.get(title) ? "ours" : "peer"}`;
  const boxOf = (column: number, row: number): PanelBox => {
    const box = panelBox(layout, column, row);
    return { ...box, y: box.y + HEADING_ROOM * row };
  };
  const plain = pictureLayout({ caption: CAPTION, columns: 2, rows: series.length });
  const lower = LEGEND.lineHeight * (Math.ceil(titles.length / LEGEND.columns) - 1);
  const layout = {
    ...plain,
    height: plain.height + lower + HEADING_ROOM * (series.length - 1),
    top: plain.top + lower,
  };
  return picturePage(
    "How time and memory grow",
    layout,
    svgElement("style", {}, escapeText(BENCH_STYLE)),
    ...titles.map((title, index) => legendEntry(title, classOf(title), index, layout.legendY)),
    ...series.flatMap((result, row) => [
      growthPanel(timeLines(result, classOf), boxOf(0, row), {
        heading: result.title,
        horizontal: horizontalAxis(result),
        vertical: {
          title: result.tableUnit,
          kind: result.axis === "steps" ? "linear" : "logarithmic",
          format: (value) => String(Number(value.toPrecision(3))),
        },
      }),
      growthPanel(memoryLines(result, classOf), boxOf(1, row), {
        heading: "",
        horizontal: horizontalAxis(result),
        vertical: { title: result.axis === "steps" ? "MB" : "peak MB", kind: "linear", format: String },
      }),
    ]),
  );
}

function timeLines({ workload, contestants }: GrowthResult, classOf: (title: string) => string): readonly PanelLine[] {
  const { measure } = WORKLOADS[workload];
  return linesOf(contestants, classOf, ({ milliseconds }) => measured(measure, milliseconds));
}

function memoryLines({ axis, contestants }: GrowthResult, classOf: (title: string) => string): readonly PanelLine[] {
  const resident = linesOf(contestants, classOf, (point) => point.resident / 1e6);
  if (axis !== "steps") return resident;
  return [
    ...resident,
    ...linesOf(
      contestants,
      (title) => `${classOf(title)} live`,
      ({ live }) => live / 1e6,
    ),
  ];
}

function linesOf(
  contestants: readonly GrowthLine[],
  classOf: (title: string) => string,
  value: (point: GrowthPoint) => number,
): readonly PanelLine[] {
  return contestants.map(({ title, points }) => ({
    className: classOf(title),
    points: points.filter(isMeasured).map((point) => [point.value, value(point)] as const),
  }));
}

function horizontalAxis({ axis, contestants }: GrowthResult): PanelAxis {
  if (axis === "steps") return { title: axis, kind: "linear", format: formatSize };
  const values = contestants.flatMap(({ points }) => points.filter(isMeasured).map((point) => point.value));
  return { title: axis, kind: "logarithmic", format: formatSize, ticks: [...new Set(values)] };
}

function isMeasured(point: GrowthLine["points"][number]): point is GrowthPoint {
  return point.status === "measured";
}

function legendEntry(title: string, className: string, index: number, top: number): SvgText {
  const x = PICTURE_LEFT + LEGEND.width * (index % LEGEND.columns);
  const y = top + LEGEND.lineHeight * Math.floor(index / LEGEND.columns);
  return (
    svgElement("path", { class: `line ${className}`, d: `M${x} ${y - 4}h26` }) +
    svgElement("text", { x: x + 33, y }, escapeText(title))
  );
}
