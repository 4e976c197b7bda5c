/** How many lines of a picture can be told apart. */
export const LINE_HUES = 6;

/** Okabe and Ito's hues, each a little darker or lighter where its background asks for it, and a grey. */
const LIGHT = ["#0067a5", "#d55e00", "#00805f", "#a8487f", "#b97f00", "#5f6368"];
const DARK = ["#5cb8f2", "#ff8642", "#2cc79d", "#e58fc0", "#f0b93a", "#a2a8b0"];

/** The style sheet of a benchmark's pictures, beside that of all pictures. Peers are dashed: a second sign besides the hue. */
export const BENCH_STYLE: string = `
.whisker { stroke-width: 1.4; fill: none }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
.line.peer { stroke-dasharray: 5 3 }
.line.live { stroke-width: 1.2; stroke-opacity: .75 }
.value { font-variant-numeric: tabular-nums }
${colours(LIGHT, "#1d1d1f")}
@media (prefers-color-scheme: dark) {
${colours(DARK, "#eceef0")}
}
`;

function colours(hues: readonly string[], ink: string): string {
  return [
    `.bar.ours { fill: ${hues[0]} } .bar.peer { fill: ${hues[1]}; fill-opacity: .8 } .whisker { stroke: ${ink} }`,
    ...hues.map((hue, index) => `.line.hue-${index} { stroke: ${hue} } .dot.hue-${index} { fill: ${hue} }`),
  ].join("\n");
}
