/** A piece of SVG text, already escaped. */
export type SvgText = string;

/** One SVG element. Attribute values are escaped; children are SVG, so text among them goes through {@link escapeText}. */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly SvgText[]
): SvgText {
  const written = Object.entries(attributes)
    .map(([attribute, value]) => ` ${attribute}="${escapeText(formatNumber(value))}"`)
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Text as the content of an element. */
export function escapeText(text: string): SvgText {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Hundredths of a unit are finer than any screen. */
function formatNumber(value: string | number): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
}
