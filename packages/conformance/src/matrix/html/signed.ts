import type { CellVerdict } from "../cell-verdict.ts";
import { html, type Markup } from "./markup.ts";

/** A sign for the eye and the verdict for the ear. */
export function signed(sign: string, verdict: string): Markup {
  return html`<i role="img" aria-label="${verdict}">${sign}</i>`;
}

/** As in `holds-in-part`. */
export function classOf(verdict: CellVerdict): string {
  return verdict.replaceAll(" ", "-");
}
