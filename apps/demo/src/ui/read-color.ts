/**
 * What a colour of the page is now, for a canvas: `readColor("--accent")` gives "rgb(11, 95, 174)". A custom property
 * itself would give "light-dark(…)". Ask again when `colorScheme` changes.
 *
 * @param property one of the custom properties in style/tokens.css
 */
export function readColor(property: `--${string}`): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
