import type { EpochRecord, TrainingReport } from "@lockstep/core";
import { formatShare } from "../number-format.ts";
import { curvePanel, type Curve } from "./curve-panel.ts";
import { panelBox, PICTURE_LEFT, pictureLayout } from "./picture-layout.ts";
import { picturePage } from "./picture-page.ts";
import type { CurveClass } from "./picture-style.ts";
import { escapeText, svgElement, type SvgText } from "./svg-element.ts";

/**
 * The learning curves of one run as SVG: training and validation loss, and the validation accuracy of a classifier, with a
 * dot on the epoch whose weights were kept.
 *
 * @param options.caption the settings in one sentence.
 */
export function trainingCurves(
  report: Pick<TrainingReport, "history" | "bestEpoch">,
  options: { readonly title: string; readonly caption: string },
): SvgText {
  const { history } = report;
  const curve = (className: CurveClass, value: (record: EpochRecord) => number | undefined): Curve => ({
    className,
    values: history.map((record) => value(record) ?? NaN),
    keptEpoch: report.bestEpoch ?? history.length - 1,
  });
  const validated = history.some(({ validationLoss }) => validationLoss !== undefined);
  const classes = history.some(({ validationAccuracy }) => validationAccuracy !== undefined);
  const losses = [
    curve("training", ({ trainingLoss }) => trainingLoss),
    ...(validated ? [curve("validation", ({ validationLoss }) => validationLoss)] : []),
  ];
  const layout = pictureLayout({ caption: options.caption, columns: classes ? 2 : 1, rows: 1 });
  const panels = [
    curvePanel(losses, panelBox(layout, 0, 0), {
      id: "loss",
      heading: "",
      verticalTitle: "loss",
      horizontalTitle: "epochs trained",
      format: (value) => String(Number(value.toPrecision(3))),
    }),
    ...(classes
      ? [
          curvePanel([curve("validation", ({ validationAccuracy }) => validationAccuracy)], panelBox(layout, 1, 0), {
            id: "accuracy",
            heading: "",
            verticalTitle: "validation accuracy",
            horizontalTitle: "epochs trained",
            format: (value) => formatShare(value, Number.isInteger(Math.round(1e6 * value) / 1e4) ? 0 : 1),
          }),
        ]
      : []),
  ];
  return picturePage(options.title, layout, legend(layout.legendY, validated), ...panels);
}

function legend(y: number, validated: boolean): SvgText {
  const entries: SvgText[] = [];
  let left = PICTURE_LEFT;
  for (const name of validated ? (["training", "validation"] as const) : (["training"] as const)) {
    entries.push(
      svgElement("path", { class: `curve ${name}`, d: `M${left} ${y - 4}h26` }),
      svgElement("text", { x: left + 32, y }, escapeText(name)),
    );
    left += 56 + 6.2 * name.length;
  }
  entries.push(
    svgElement("circle", { class: `kept ${validated ? "validation" : "training"}`, cx: left + 6, cy: y - 4, r: 4.5 }),
    svgElement("text", { class: "quiet", x: left + 17, y }, escapeText("weights kept")),
  );
  return entries.join("");
}
