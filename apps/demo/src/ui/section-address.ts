import { signal, type ReadonlySignal } from "@preact/signals";
import { SECTIONS } from "../sections/sections.ts";
import { formatSectionAddress, parseSectionAddress, type SectionAddress } from "./parse-section-address.ts";

const SECTION_IDS = SECTIONS.map(({ id }) => id);
/** Whether there is a page: tests in Node import sections too. */
const inPage = typeof document !== "undefined";

const address = signal(parseSectionAddress(inPage ? location.hash : "", SECTION_IDS));
/** What each section last wrote behind its name, so that the way back to it leads to the same place. */
const queries = signal<Readonly<Record<string, string>>>({ [address.value.id]: address.value.query });

if (inPage) {
  addEventListener("hashchange", () => {
    const next = parseSectionAddress(location.hash, SECTION_IDS);
    address.value = next;
    queries.value = { ...queries.value, [next.id]: next.query };
  });
}

/** The section that the address names, and what stands behind its name: `#train?data=mnist` is `{id: "train", query: "data=mnist"}`. */
export const sectionAddress: ReadonlySignal<SectionAddress> = address;

/** The link to a section, at the place where it was left: `#train?data=mnist`. */
export function sectionLink(id: string): string {
  return formatSectionAddress({ id, query: queries.value[id] ?? "" });
}

/**
 * Writes what stands behind a section's name in the address, without a new entry in the history. A section that is not
 * looked at keeps it for its link.
 *
 * @param query as `URLSearchParams.toString()` gives it, without a question mark; "" for none
 */
export function replaceSectionQuery(id: string, query: string): void {
  if ((queries.value[id] ?? "") === query) return;
  queries.value = { ...queries.value, [id]: query };
  if (address.value.id !== id) return;
  address.value = { id, query };
  if (inPage) history.replaceState(history.state, "", formatSectionAddress(address.value));
}
