import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { CurveClass } from "./picture-style.ts";
import { escapeText, svgElement, type SvgText } from "./svg-element.ts";

/** A curve: a value for every epoch. */
export interface Curve {
  readonly className: CurveClass;
  readonly values: readonly number[];
  /** Epoch, counted from 0, whose weights the run ended with. */
  readonly keptEpoch: number;
}

export interface PanelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * One panel: grid, axes, a line for every run and a dot on the epoch whose weights it kept. The steep first epochs may
 * leave the panel at the top, so that what comes after them has room.
 *
 * @param options.format how the vertical axis writes its values.
 */
export function curvePanel(
  curves: readonly Curve[],
  box: PanelBox,
  options: {
    readonly id: string;
    readonly heading: string;
    readonly verticalTitle: string;
    readonly horizontalTitle: string;
    readonly format: (value: number) => string;
  },
): SvgText {
  const epochs = Math.max(2, ...curves.map(({ values }) => values.length));
  const x = scaleLinear([1, epochs], [0, box.width]);
  const y = scaleLinear(valueRange(curves, epochs), [box.height, 0]).nice(5);
  const path = line<number>()
    .x((_, epoch) => x(epoch + 1))
    .y((value) => y(value))
    .defined((value) => Number.isFinite(value))
    .digits(2);

  const lines = curves.map(({ className, values }) =>
    svgElement("path", { class: `curve ${className}`, d: path([...values]) ?? "" }),
  );
  const dots = curves
    .filter(({ values, keptEpoch }) => Number.isFinite(values[keptEpoch]))
    .map(({ className, values, keptEpoch }) =>
      svgElement("circle", {
        class: `kept ${className}`,
        cx: x(keptEpoch + 1),
        cy: y(values[keptEpoch]!),
        r: 4.5,
      }),
    );
  const clip = `clip-${options.id}`;
  const inside = svgElement("rect", { x: -6, y: 0, width: box.width + 12, height: box.height + 6 });
  return svgElement(
    "g",
    { transform: `translate(${box.x} ${box.y})` },
    svgElement("clipPath", { id: clip }, inside),
    svgElement("text", { class: "heading", x: 0, y: -12 }, escapeText(options.heading)),
    ...y.ticks(5).flatMap((value) => horizontalGridLine(y(value), box.width, options.format(value))),
    svgElement("line", { class: "axis", x1: 0, x2: box.width, y1: box.height, y2: box.height }),
    ...x
      .ticks(8)
      .filter((epoch) => Number.isInteger(epoch))
      .map((epoch) => quietText(String(epoch), { x: x(epoch), y: box.height + 18 })),
    quietText(options.horizontalTitle, { x: box.width / 2, y: box.height + 38 }),
    quietText(options.verticalTitle, { transform: `translate(-46 ${box.height / 2}) rotate(-90)` }),
    svgElement("g", { "clip-path": `url(#${clip})` }, ...lines, ...dots),
  );
}

function horizontalGridLine(y: number, width: number, label: string): readonly SvgText[] {
  return [
    svgElement("line", { class: "grid", x1: 0, x2: width, y1: y, y2: y }),
    svgElement("text", { class: "quiet", x: -8, y: y + 4, "text-anchor": "end" }, escapeText(label)),
  ];
}

function quietText(text: string, attributes: Readonly<Record<string, string | number>>): SvgText {
  return svgElement("text", { class: "quiet", "text-anchor": "middle", ...attributes }, escapeText(text));
}

/** From the lowest value of all to the highest after the first tenth of the epochs. */
function valueRange(curves: readonly Curve[], epochs: number): [number, number] {
  const finite = curves.flatMap(({ values }) => values).filter((value) => Number.isFinite(value));
  const later = curves.flatMap(({ values }) => values.slice(Math.min(Math.ceil(epochs / 10), values.length - 1)));
  const lowest = Math.min(...finite);
  const highest = Math.max(...later.filter((value) => Number.isFinite(value)));
  // Of runs that diverged, or that all stand still, nothing can be seen; the axis stays sound.
  return highest > lowest ? [lowest, highest] : [0, 1];
}
