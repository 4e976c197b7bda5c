import { wrapText } from "../wrap-text.ts";
import type { PanelBox } from "./curve-panel.ts";

/** Where everything begins on the left. */
export const PICTURE_LEFT = 64;

const MARGIN = { right: 24, bottom: 60 };
/** Where the caption begins, and the height of its lines. */
export const CAPTION: { readonly top: number; readonly lineHeight: number } = { top: 58, lineHeight: 16 };
const PANEL = { width: 396, height: 220, columnGap: 88, rowGap: 60 };
/** As many characters as a line of the caption has room for, a panel's width each. */
const CAPTION_CHARACTERS_PER_PANEL = 68;

/** Where the parts of a picture lie: title, caption, legend, and panels in columns and rows. */
export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  /** Lines of the caption. */
  readonly caption: readonly string[];
  readonly legendY: number;
  /** Where the panels begin. */
  readonly top: number;
}

/** Lays out a picture of so many panels. */
export function pictureLayout(content: {
  readonly caption: string;
  readonly columns: number;
  readonly rows: number;
}): PictureLayout {
  const { columns, rows } = content;
  const caption = wrapText(content.caption, CAPTION_CHARACTERS_PER_PANEL * columns);
  const legendY = CAPTION.top + CAPTION.lineHeight * caption.length + 14;
  const top = legendY + 46;
  return {
    width: PICTURE_LEFT + columns * (PANEL.width + PANEL.columnGap) - PANEL.columnGap + MARGIN.right,
    height: top + rows * (PANEL.height + PANEL.rowGap) - PANEL.rowGap + MARGIN.bottom,
    caption,
    legendY,
    top,
  };
}

/** Where one panel lies. */
export function panelBox({ top }: Pick<PictureLayout, "top">, column: number, row: number): PanelBox {
  return {
    x: PICTURE_LEFT + column * (PANEL.width + PANEL.columnGap),
    y: top + row * (PANEL.height + PANEL.rowGap),
    width: PANEL.width,
    height: PANEL.height,
  };
}
