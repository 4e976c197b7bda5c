import { queryOf, settingsFromQuery, type AddressedSettings } from "../../experiment/settings-address.ts";
import type { ExperimentSettings } from "../../experiment/experiment-settings.ts";
import { replaceSectionQuery, sectionAddress } from "../../ui/section-address.ts";

/** The section's id in the address. */
const SECTION_ID = "train";

/** The settings of the page's address; the default's while another section is looked at. */
export function currentAddress(): AddressedSettings {
  const { id, query } = sectionAddress.value;
  return settingsFromQuery(id === SECTION_ID ? query : "");
}

/**
 * Calls when somebody changes the address: by a link, or by typing.
 *
 * @param written the query that the page itself wrote last
 */
export function onAddressChange(written: () => string, changed: () => void): void {
  let last = sectionAddress.value.query;
  sectionAddress.subscribe(({ id, query }) => {
    if (id !== SECTION_ID || query === last) return;
    last = query;
    if (query !== "" && query !== written()) changed();
  });
}

/** Writes settings into the address. */
export function writeAddress(settings: ExperimentSettings): void {
  replaceSectionQuery(SECTION_ID, queryOf(settings));
}

/** The page's address with these settings, to be shared. */
export function addressOf(settings: ExperimentSettings): string {
  return `${location.href.split("#")[0]}#${SECTION_ID}?${queryOf(settings)}`;
}
