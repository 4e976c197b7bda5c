import type { MatrixClause } from "./matrix-clause.ts";

/**
 * Where a clause stands, as GitHub names the anchors of headings.
 *
 * @param specs the folder of the specifications, with a slash at its end.
 */
export function clauseAddress(specs: string, { file, id, title }: MatrixClause): string {
  const anchor = `${id} ${title}`
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
  return `${specs}${file}#${anchor}`;
}
