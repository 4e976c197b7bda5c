import { scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";
import type { PanelBox } from "../picture/curve-panel.ts";
import { escapeText, svgElement, type SvgText } from "../picture/svg-element.ts";

/** A line of a panel. */
export interface PanelLine {
  /** Classes of the line, and of its dots. */
  readonly className: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What an axis shows, and how. */
export interface PanelAxis {
  readonly title: string;
  readonly kind: "linear" | "logarithmic";
  readonly format: (value: number) => string;
  /** Values to mark. @default round ones */
  readonly ticks?: readonly number[];
}

/** More dots than that would hide the line. */
const MOST_DOTS = 12;

/** One panel of growth: grid, axes, and a line for every contestant. A linear vertical axis begins at 0. */
export function growthPanel(
  lines: readonly PanelLine[],
  box: PanelBox,
  options: { readonly heading: string; readonly horizontal: PanelAxis; readonly vertical: PanelAxis },
): SvgText {
  const { heading, horizontal, vertical } = options;
  const points = lines.flatMap((drawn) => drawn.points);
  const x = scaleOf(
    horizontal,
    points.map(([value]) => value),
    [0, box.width],
  );
  const y = scaleOf(
    vertical,
    points.map(([, value]) => value),
    [box.height, 0],
  );
  const path = line<readonly [number, number]>()
    .x(([value]) => x(value))
    .y(([, value]) => y(value))
    .digits(2);
  return svgElement(
    "g",
    { transform: `translate(${box.x} ${box.y})` },
    svgElement("text", { class: "heading", x: 0, y: -12 }, escapeText(heading)),
    ...ticksOf(vertical, y).flatMap((tick) => [
      svgElement("line", { class: "grid", x1: 0, x2: box.width, y1: y(tick), y2: y(tick) }),
      quietText(vertical.format(tick), { x: -8, y: y(tick) + 4, "text-anchor": "end" }),
    ]),
    svgElement("line", { class: "axis", x1: 0, x2: box.width, y1: box.height, y2: box.height }),
    ...ticksOf(horizontal, x).map((tick) => quietText(horizontal.format(tick), { x: x(tick), y: box.height + 18 })),
    quietText(horizontal.title, { x: box.width / 2, y: box.height + 38 }),
    quietText(vertical.title, { transform: `translate(-50 ${box.height / 2}) rotate(-90)` }),
    ...lines.map((drawn) => svgElement("path", { class: `line ${drawn.className}`, d: path([...drawn.points]) ?? "" })),
    ...lines
      .filter((drawn) => drawn.points.length <= MOST_DOTS)
      .flatMap((drawn) =>
        drawn.points.map(([cx, cy]) =>
          svgElement("circle", { class: `dot ${drawn.className}`, cx: x(cx), cy: y(cy), r: 3.2 }),
        ),
      ),
  );
}

interface Scale {
  (value: number): number;
  ticks(count?: number): number[];
  domain(): number[];
}

function scaleOf({ kind }: PanelAxis, values: readonly number[], range: readonly [number, number]): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (kind === "linear") return scaleLinear([0, most], range).nice(5);
  // A single value, too, has a place.
  const margin = most / least < 1.5 ? 1.5 : 1;
  return scaleLog([least / margin, most * margin], range);
}

/** Of a logarithmic axis: 1, 2 and 5, or only powers of ten where those are many. */
function ticksOf({ kind, ticks }: PanelAxis, scale: Scale): readonly number[] {
  if (ticks !== undefined) return ticks;
  if (kind === "linear") return scale.ticks(5);
  const [least, most] = scale.domain() as [number, number];
  const wanted = most / least > 300 ? /^1/ : /^[125]/;
  return scale.ticks().filter((tick) => wanted.test(tick.toExponential()));
}

function quietText(text: string, attributes: Readonly<Record<string, string | number>>): SvgText {
  return svgElement("text", { class: "quiet", "text-anchor": "middle", ...attributes }, escapeText(text));
}
