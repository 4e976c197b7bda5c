/** What the part of the page's address after `#` says. */
export interface SectionAddress {
  /** One of the sections' ids. */
  readonly id: string;
  /** What stands after the question mark, as it is there: for `new URLSearchParams(query)`. "" if there is none. */
  readonly query: string;
}

/**
 * Reads `#train?data=mnist`. An address that names no section means the first one, without a query.
 *
 * @param hash with or without its `#`
 * @param ids of the sections there are
 */
export function parseSectionAddress(hash: string, ids: readonly string[]): SectionAddress {
  const text = hash.replace(/^#/, "");
  const mark = text.indexOf("?");
  const id = mark < 0 ? text : text.slice(0, mark);
  return ids.includes(id) ? { id, query: mark < 0 ? "" : text.slice(mark + 1) } : { id: ids[0] ?? "", query: "" };
}

/** The inverse of {@link parseSectionAddress}: `#train?data=mnist`. */
export function formatSectionAddress({ id, query }: SectionAddress): string {
  return query === "" ? `#${id}` : `#${id}?${query}`;
}
