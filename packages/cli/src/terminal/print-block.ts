import { wrapText } from "../render/wrap-text.ts";
import { visibleLength, type Output } from "./output.ts";

/** Longer lines are hard to read, and shorter ones break what is to be copied. */
const NARROWEST = 60;

/**
 * Prints a label and lines indented to stand beside it, on standard error. On a terminal, lines are broken between words;
 * elsewhere they stay whole for whoever looks for something in them.
 */
export function printBlock(output: Output, label: string, lines: readonly string[]): void {
  const width = visibleLength(label) + 2;
  const broken = output.isTerminal
    ? lines.flatMap((line) => wrapText(line, Math.max(NARROWEST, output.columns) - width))
    : lines;
  output.writeError(`${label}  ${broken.join(`\n${" ".repeat(width)}`)}\n`);
}
