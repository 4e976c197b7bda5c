/** A table in Markdown whose source can be read as well. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => widthOf(row[column] ?? ""))));
  const line = (row: readonly string[]): string => {
    const cells = row.map((cell, column) => `${cell}${" ".repeat(widths[column]! - widthOf(cell))}`);
    return `| ${cells.join(" | ")} |`;
  };
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Any text as the words of a cell: nothing in it is markup. */
export function proseCell(text: string): string {
  return oneLine(text).replaceAll(/[\\|<>*_`[\]~&]/g, "\\$&");
}

/** Text whose `code` stays code, as a cell. */
export function codeCell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? oneLine(part).replaceAll("|", "\\|") : proseCell(part)))
    .join("");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

function widthOf(text: string): number {
  return Array.from(text).length;
}
