import { scaleLinear, scaleLog } from "d3-scale";
import type {
  BenchReport,
  ContestantFigures,
  ContestantInfo,
  WorkloadResult,
} from "../../bench/report/bench-report.ts";
import { formatCount, formatFigure, formatSpeed } from "../number-format.ts";
import { PICTURE_LEFT, pictureLayout } from "../picture/picture-layout.ts";
import { picturePage } from "../picture/picture-page.ts";
import { escapeText, svgElement, type SvgText } from "../picture/svg-element.ts";
import { wrapText } from "../wrap-text.ts";
import { BENCH_STYLE } from "./bench-style.ts";
import { formatRounds } from "./format-rounds.ts";

type Measured = ContestantInfo & ContestantFigures;

/** Beyond this ratio of the longest time to the shortest, a linear axis would leave dots of the short bars. */
const MOST_LINEAR = 12;
const TITLES_WIDTH = 306;
const VALUES_WIDTH = 140;
/** As many characters as a line of a title has room for. */
const TITLE_CHARACTERS = 48;
const BAR = { height: 18, distance: 30, titleLine: 13 };

/**
 * The times of a training step as SVG: a bar for each contestant, the shortest first, with whiskers from the lower to the
 * upper quartile. Null if nobody's was measured.
 */
export function stepBars({ workloads, environment }: BenchReport): SvgText | null {
  const steps = workloads.find(({ workload }) => workload === "training-step");
  const contestants = (steps?.contestants ?? [])
    .filter(
      (contestant): contestant is Measured & (typeof steps & object)["contestants"][number] =>
        contestant.status === "measured",
    )
    .toSorted((a, b) => a.time.median - b.time.median);
  if (steps === undefined || contestants.length === 0) return null;
  const layout = pictureLayout({ caption: captionOf(steps, environment.cpu), columns: 2, rows: 1 });
  const left = PICTURE_LEFT + TITLES_WIDTH - 24;
  const scale = timeScale(contestants, layout.width - left - VALUES_WIDTH);
  const bottom = layout.top - 20 + BAR.distance * contestants.length;
  return picturePage(
    "Time of a training step",
    { ...layout, height: bottom + 56 },
    svgElement("style", {}, escapeText(BENCH_STYLE)),
    legend(layout.legendY),
    svgElement(
      "g",
      { transform: `translate(${left} ${layout.top - 20})` },
      ...axis(scale, BAR.distance * contestants.length),
      ...contestants.flatMap((contestant, row) => bar(contestant, BAR.distance * row, scale, steps.baseline)),
    ),
  );
}

/** A title of one line or more, beside the middle of its bar. */
function titleLines(title: string, middle: number): readonly SvgText[] {
  const lines = wrapText(title, TITLE_CHARACTERS);
  return lines.map((text, index) => {
    const y = middle + 4 + BAR.titleLine * (index - (lines.length - 1) / 2);
    return svgElement("text", { x: -10, y, "text-anchor": "end" }, escapeText(text));
  });
}

interface TimeScale {
  readonly x: (milliseconds: number) => number;
  readonly ticks: readonly number[];
  readonly width: number;
  readonly title: string;
}

function timeScale(contestants: readonly Measured[], width: number): TimeScale {
  const shortest = Math.min(...contestants.map(({ time }) => time.lower));
  const longest = Math.max(...contestants.map(({ time }) => time.upper));
  if (longest / shortest <= MOST_LINEAR) {
    const linear = scaleLinear([0, longest], [0, width]).nice(6);
    return { x: linear, ticks: linear.ticks(6), width, title: "ms a step" };
  }
  // The shortest bar, too, has a length.
  const log = scaleLog([shortest / 2, longest], [0, width]);
  const ticks = log.ticks().filter((tick) => /^[125]/.test(tick.toExponential()));
  return { x: log, ticks, width, title: "ms a step, logarithmic" };
}

function bar(
  { name, title, ours, time, speed }: Measured,
  y: number,
  { x }: TimeScale,
  baseline: string | null,
): readonly SvgText[] {
  const middle = y + BAR.distance / 2;
  const [lower, median, upper] = [x(time.lower), x(time.median), x(time.upper)];
  const cap = 4;
  const relative = speed === null ? "" : name === baseline ? " · base" : ` · ${formatSpeed(speed.median)}`;
  return [
    ...titleLines(title, middle),
    svgElement("rect", {
      class: `bar ${ours ? "ours" : "peer"}`,
      x: 0,
      y: middle - BAR.height / 2,
      width: median,
      height: BAR.height,
      rx: 2,
    }),
    svgElement("path", {
      class: "whisker",
      d: `M${round(lower)} ${middle - cap}v${2 * cap}M${round(upper)} ${middle - cap}v${2 * cap}M${round(lower)} ${middle}H${round(upper)}`,
    }),
    svgElement(
      "text",
      { class: "value", x: Math.max(median, upper) + 8, y: middle + 4 },
      escapeText(`${formatFigure(time.median)} ms${relative}`),
    ),
  ];
}

function axis({ x, ticks, width, title }: TimeScale, height: number): readonly SvgText[] {
  return [
    ...ticks.flatMap((tick) => [
      svgElement("line", { class: "grid", x1: x(tick), x2: x(tick), y1: 0, y2: height }),
      svgElement("text", { class: "quiet", x: x(tick), y: height + 18, "text-anchor": "middle" }, tickText(tick)),
    ]),
    svgElement("line", { class: "axis", x1: 0, x2: 0, y1: 0, y2: height }),
    svgElement("text", { class: "quiet", x: width / 2, y: height + 38, "text-anchor": "middle" }, escapeText(title)),
  ];
}

function tickText(tick: number): string {
  return tick >= 1000 ? formatCount(tick) : String(Number(tick.toPrecision(6)));
}

function legend(y: number): SvgText {
  const entry = (left: number, className: string, text: string): string =>
    svgElement("rect", { class: `bar ${className}`, x: left, y: y - 11, width: 14, height: 14, rx: 2 }) +
    svgElement("text", { x: left + 21, y }, escapeText(text));
  return (
    entry(PICTURE_LEFT, "ours", "Lockstep") +
    entry(PICTURE_LEFT + 100, "peer", "others") +
    svgElement("path", { class: "whisker", d: `M${PICTURE_LEFT + 190} ${y - 8}v8m0 -4h22m0 -4v8` }) +
    svgElement("text", { x: PICTURE_LEFT + 220, y }, escapeText("the middle half of the rounds"))
  );
}

function captionOf({ description, rounds, baseline, contestants }: WorkloadResult, cpu: string): string {
  const base = contestants.find(({ name }) => name === baseline)?.title;
  const speed = base === undefined ? "" : ` ×: times as fast as ${base}.`;
  const begun = `${description.charAt(0).toUpperCase()}${description.slice(1)}`;
  return `${begun}. Medians of ${formatRounds(rounds)}, each contestant in a process of its own, on ${cpu}.${speed}`;
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
