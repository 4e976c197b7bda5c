import type { Output, TextStyle } from "../terminal/output.ts";
import { wrapText } from "./wrap-text.ts";

/** Longer lines are hard to read. */
const WIDEST_LINE = 96;
const INDENT = "  ";

/** Prints a heading with a blank line before it. */
export function printHeading(output: Output, text: string): void {
  output.write(`\n${output.style("bold", text)}\n`);
}

/** Prints a paragraph, wrapped and indented. */
export function printParagraph(output: Output, text: string, style?: TextStyle): void {
  const width = Math.min(output.columns, WIDEST_LINE) - INDENT.length;
  for (const line of wrapText(text, width)) {
    output.write(`${INDENT}${style === undefined ? line : output.style(style, line)}\n`);
  }
}
