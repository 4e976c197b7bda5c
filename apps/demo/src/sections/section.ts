import type { ComponentType } from "preact";

/** A part of the page, loaded when it is first looked at. */
export interface Section {
  /** Its place in the address: `#train`. */
  readonly id: string;
  /** Its name in the navigation. */
  readonly label: string;
  readonly load: () => Promise<ComponentType>;
}
