import { visibleLength, type Output } from "./output.ts";

/** Prints a label and lines indented to stand beside it, on standard error. */
export function printBlock(output: Output, label: string, lines: readonly string[]): void {
  const indent = " ".repeat(visibleLength(label) + 2);
  output.writeError(`${label}  ${lines.join(`\n${indent}`)}\n`);
}
