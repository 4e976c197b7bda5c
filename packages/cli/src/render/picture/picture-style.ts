import type { RemedyName } from "../../compare/remedy.ts";

/** The class of a curve's line and dot. */
export type CurveClass = "none" | "stopping" | "dropout" | "both" | "training" | "validation";

/** The class of a remedy's lines and dots. */
export const REMEDY_CLASSES: Readonly<Record<RemedyName, CurveClass>> = {
  none: "none",
  "early stopping": "stopping",
  dropout: "dropout",
  both: "both",
};

interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly curves: Readonly<Record<CurveClass, string>>;
}

/**
 * The four hues are Okabe and Ito's, which stay apart for every common kind of colour blindness; each is a little darker
 * or lighter where its background asks for it.
 */
const LIGHT: Palette = {
  paper: "#ffffff",
  ink: "#1d1d1f",
  quiet: "#5f6368",
  grid: "#e6e8eb",
  curves: {
    none: "#d55e00",
    stopping: "#0067a5",
    dropout: "#d18f00",
    both: "#00805f",
    training: "#d55e00",
    validation: "#0067a5",
  },
};
const DARK: Palette = {
  paper: "#16181c",
  ink: "#eceef0",
  quiet: "#a2a8b0",
  grid: "#2c3037",
  curves: {
    none: "#ff8642",
    stopping: "#5cb8f2",
    dropout: "#f0b93a",
    both: "#2cc79d",
    training: "#ff8642",
    validation: "#5cb8f2",
  },
};

/**
 * The picture's style sheet. Colours are written out for both surroundings, since not every renderer of SVG knows custom
 * properties. A run without stopping is drawn broad, so that the thin line of the stopped run shows on top of it: the
 * two are the same run up to the stop.
 */
export const PICTURE_STYLE: string = `
text { font: 12px system-ui, "Segoe UI", Helvetica, Arial, sans-serif }
.title { font-size: 18px; font-weight: 600 }
.heading { font-size: 14px; font-weight: 600 }
.curve { fill: none; stroke-width: 1.6; stroke-linejoin: round }
.curve.none, .curve.dropout { stroke-width: 4; stroke-opacity: .42 }
.kept { stroke-width: 1.5 }
${colours(LIGHT)}
@media (prefers-color-scheme: dark) {
${colours(DARK)}
}
`;

function colours({ paper, ink, quiet, grid, curves }: Palette): string {
  const hues = Object.entries(curves).map(
    ([className, hue]) => `.curve.${className} { stroke: ${hue} } .kept.${className} { fill: ${hue} }`,
  );
  return [
    `.background { fill: ${paper} } .kept { stroke: ${paper} }`,
    `text { fill: ${ink} } .quiet { fill: ${quiet} }`,
    `.grid { stroke: ${grid} } .axis { stroke: ${quiet} }`,
    ...hues,
  ].join("\n");
}
