/**
 * The cases of a file; the JSON's inferred type is a union of every case's own, of no use to a reader.
 *
 * @param prefixes only those whose ids begin with one of these and a dot. @default all
 */
export function casesOf<Case>(
  { cases }: { readonly cases: readonly { readonly id: string }[] },
  ...prefixes: readonly string[]
): readonly Case[] {
  const wanted = cases.filter(
    ({ id }) => prefixes.length === 0 || prefixes.some((prefix) => id.startsWith(`${prefix}.`)),
  );
  return wanted as unknown as readonly Case[];
}
