import type { ComponentType } from "preact";

/** A part of the page, loaded when it is first looked at. */
export interface Section {
  /** Its place in the address: `#train`. */
  readonly id: string;
  /** Its name in the navigation, and its heading. */
  readonly label: string;
  /** Under the heading: what one looks at, and what to press. */
  readonly lead: string;
  readonly load: () => Promise<ComponentType>;
}
