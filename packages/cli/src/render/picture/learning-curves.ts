import type { EpochRecord } from "@lockstep/core";
import { REMEDIES, type LabelKind } from "../../compare/remedy.ts";
import type { FinishedRun } from "../../compare/run-remedies.ts";
import { formatShare } from "../number-format.ts";
import { curvePanel, type Curve } from "./curve-panel.ts";
import { panelBox, PICTURE_LEFT, pictureLayout } from "./picture-layout.ts";
import { picturePage } from "./picture-page.ts";
import { REMEDY_CLASSES } from "./picture-style.ts";
import { escapeText, svgElement, type SvgText } from "./svg-element.ts";

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
  const layout = pictureLayout({ caption: options.caption, columns: columns.length, rows: METRICS.length });
  const panels = columns.flatMap(([labels, heading], column) =>
    METRICS.map(({ title, value, format }, row) => {
      return curvePanel(curvesOf(runs, labels, value), panelBox(layout, column, row), {
        id: `${labels}-${row}`,
        heading: row === 0 ? heading : "",
        verticalTitle: title,
        horizontalTitle: row === METRICS.length - 1 ? "epochs trained" : "",
        format,
      });
    }),
  );
  return picturePage(options.title, layout, legend(PICTURE_LEFT, layout.legendY), ...panels);
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
        className: REMEDY_CLASSES[name],
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
