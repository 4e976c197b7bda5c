const TAG = /<(\/?)([\w]+)((?: [\w:-]+="[^"<&]*")*)(\/?)>/g;

/**
 * Names of all elements of an SVG text, in order.
 *
 * @throws {Error} unless it is well-formed: every tag closed in turn, attributes quoted, no bare `<` or `&`.
 */
export function svgElements(svg: string): readonly string[] {
  const body = svg.replace(/^<\?xml [^>]*\?>/, "");
  const open: string[] = [];
  const names: string[] = [];
  for (const [tag, slash, name, , empty] of body.matchAll(TAG)) {
    if (slash === "/") {
      if (open.pop() !== name) throw new Error(`${tag} closes nothing`);
      continue;
    }
    names.push(name!);
    if (empty !== "/") open.push(name!);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  const bare = /<|&(?!amp;|lt;|gt;|quot;)/.exec(body.replaceAll(TAG, ""));
  if (bare !== null) throw new Error(`a bare ${bare[0]}`);
  return names;
}
