/** What a class is called: by its number where nobody has named it. */
export function className(names: readonly string[] | null, label: number): string {
  return names?.[label] ?? `class ${label}`;
}
