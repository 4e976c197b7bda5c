import type { Output, TextStyle } from "../terminal/output.ts";
import { wrapText } from "./wrap-text.ts";

/** Longer lines are hard to read. */
const WIDEST_LINE = 96;
const INDENT = 2;

/** Prints a heading with a blank line before it. */
export function printHeading(output: Output, text: string): void {
  output.write(`\n${output.style("bold", text)}\n`);
}

/**
 * Prints a paragraph, wrapped and indented.
 *
 * @param indent in characters. @default that of all paragraphs
 */
export function printParagraph(output: Output, text: string, style?: TextStyle, indent: number = INDENT): void {
  const width = Math.min(output.columns, WIDEST_LINE) - indent;
  for (const line of wrapText(text, width)) {
    output.write(`${" ".repeat(indent)}${style === undefined ? line : output.style(style, line)}\n`);
  }
}
