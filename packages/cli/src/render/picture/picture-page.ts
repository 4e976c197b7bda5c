import { CAPTION, PICTURE_LEFT, type PictureLayout } from "./picture-layout.ts";
import { PICTURE_STYLE } from "./picture-style.ts";
import { escapeText, svgElement, type SvgText } from "./svg-element.ts";

/** A whole SVG file: background, title and caption, and what else it is to show. */
export function picturePage(title: string, layout: PictureLayout, ...content: readonly SvgText[]): SvgText {
  const { width, height, caption } = layout;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    svgElement(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" },
      svgElement("title", {}, escapeText(title)),
      svgElement("style", {}, escapeText(PICTURE_STYLE)),
      svgElement("rect", { class: "background", width, height }),
      svgElement("text", { class: "title", x: PICTURE_LEFT, y: 36 }, escapeText(title)),
      ...caption.map((text, index) =>
        svgElement(
          "text",
          { class: "quiet", x: PICTURE_LEFT, y: CAPTION.top + CAPTION.lineHeight * index },
          escapeText(text),
        ),
      ),
      ...content,
    ),
    "\n",
  ].join("");
}
