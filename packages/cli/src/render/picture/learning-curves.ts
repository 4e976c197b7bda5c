import type { EpochRecord } from "@lockstep/core";
import { REMEDIES, type LabelKind } from "../../compare/remedy.ts";
import type { FinishedRun } from "../../compare/run-remedies.ts";
import { formatShare } from "../number-format.ts";
import { wrapText } from "../wrap-text.ts";
import { curvePanel, type Curve, type PanelBox } from "./curve-panel.ts";
import { PICTURE_STYLE, REMEDY_CLASSES } from "./picture-style.ts";
import { escapeText, svgElement, type SvgText } from "./svg-element.ts";

const MARGIN = { left: 64, right: 24, bottom: 60 };
const CAPTION = { top: 58, lineHeight: 16 };
const PANEL = { width: 396, height: 220, columnGap: 88, rowGap: 60 };
/** As many characters as a line of the caption has room for, a panel's width each. */
const CAPTION_CHARACTERS_PER_PANEL = 68;

const METRICS: readonly {
  readonly title: string;
  readonly value: (record: EpochRecord) => number;
  readonly format: (value: number) => string;
}[] = [
  {
    title: "validation loss",
    value: (record) => record.validationLoss!,
    format: (value) => String(Number(value.toPrecision(3))),
  },
  {
    title: "validation error",
    value: (record) => 1 - record.validationAccuracy!,
    format: (value) => formatShare(value, Number.isInteger(Math.round(1e6 * value) / 1e4) ? 0 : 1),
  },
];

/**
 * The learning curves of the first table as SVG: a column for each kind of labels, validation loss above validation
 * error, one line a run. It follows the viewer's light or dark colours.
 *
 * @param options.headings what each column is called.
 * @param options.caption the settings in one sentence.
 */
export function learningCurves(
  runs: readonly FinishedRun[],
  options: {
    readonly title: string;
    readonly caption: string;
    readonly headings: ReadonlyMap<LabelKind, string>;
  },
): SvgText {
  const columns = [...options.headings];
  const width = MARGIN.left + columns.length * (PANEL.width + PANEL.columnGap) - PANEL.columnGap + MARGIN.right;
  const caption = wrapText(options.caption, CAPTION_CHARACTERS_PER_PANEL * columns.length);
  const legendY = CAPTION.top + CAPTION.lineHeight * caption.length + 14;
  const top = legendY + 46;
  const height = top + METRICS.length * (PANEL.height + PANEL.rowGap) - PANEL.rowGap + MARGIN.bottom;
  const panels = columns.flatMap(([labels, heading], column) =>
    METRICS.map(({ title, value, format }, row) => {
      const box: PanelBox = {
        x: MARGIN.left + column * (PANEL.width + PANEL.columnGap),
        y: top + row * (PANEL.height + PANEL.rowGap),
        width: PANEL.width,
        height: PANEL.height,
      };
      return curvePanel(curvesOf(runs, labels, value), box, {
        id: `${labels}-${row}`,
        heading: row === 0 ? heading : "",
        verticalTitle: title,
        horizontalTitle: row === METRICS.length - 1 ? "epochs trained" : "",
        format,
      });
    }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    svgElement(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" },
      svgElement("title", {}, escapeText(options.title)),
      svgElement("style", {}, escapeText(PICTURE_STYLE)),
      svgElement("rect", { class: "background", width, height }),
      svgElement("text", { class: "title", x: MARGIN.left, y: 36 }, escapeText(options.title)),
      ...caption.map((text, index) =>
        svgElement(
          "text",
          { class: "quiet", x: MARGIN.left, y: CAPTION.top + CAPTION.lineHeight * index },
          escapeText(text),
        ),
      ),
      legend(MARGIN.left, legendY),
      ...panels,
    ),
    "\n",
  ].join("");
}

function curvesOf(
  runs: readonly FinishedRun[],
  labels: LabelKind,
  value: (record: EpochRecord) => number,
): readonly Curve[] {
  // In the order of the remedies, so that the thin line of a stopped run lies on the broad one it follows.
  return REMEDIES.flatMap(({ name }) =>
    runs
      .filter((run) => run.labels === labels && run.remedy.name === name)
      .map(({ outcome: { report } }) => ({
        remedy: name,
        values: report.history.map(value),
        keptEpoch: report.restoredBest ? report.bestEpoch! : report.history.length - 1,
      })),
  );
}

function legend(x: number, y: number): SvgText {
  const entries: SvgText[] = [];
  let left = x;
  for (const { name } of REMEDIES) {
    entries.push(
      svgElement("path", { class: `curve ${REMEDY_CLASSES[name]}`, d: `M${left} ${y - 4}h26` }),
      svgElement("text", { x: left + 32, y }, escapeText(name)),
    );
    left += 56 + 6.2 * name.length;
  }
  entries.push(
    svgElement("circle", { class: "kept stopping", cx: left + 6, cy: y - 4, r: 4.5 }),
    svgElement("text", { class: "quiet", x: left + 17, y }, escapeText("weights kept")),
  );
  return entries.join("");
}
