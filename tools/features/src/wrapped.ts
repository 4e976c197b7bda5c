/** Parts in lines of at most a width, each after an indentation; a part stays whole. */
export function wrapped(parts: readonly string[], between: string, width: number, indentation: string): string[] {
  const lines: string[] = [];
  for (const part of parts.filter((text) => text !== "")) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(indentation + part);
    else if (last.length + between.length + part.length <= width) lines[lines.length - 1] = last + between + part;
    else {
      lines[lines.length - 1] = `${last}${between}`.trimEnd();
      lines.push(indentation + part);
    }
  }
  return lines;
}
