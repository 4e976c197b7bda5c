import type { ColumnGroup } from "../column-groups.ts";
import { html, type Markup } from "./markup.ts";

/** The head of a column, which may stand for several backends. */
export function groupHead({ engines, places }: ColumnGroup): Markup {
  return html`<th scope="col" class="backend">${engines} <small>${places}</small></th>`;
}
