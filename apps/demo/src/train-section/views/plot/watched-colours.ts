import { effect } from "@preact/signals";
import { colorScheme } from "../../../ui/color-scheme.ts";
import { readColor } from "../../../ui/read-color.ts";

/** The page's colours as a canvas takes them. */
export interface WatchedColours {
  /** @param property a custom property that is a colour: `--ink` */
  of(property: `--${string}`): string;
  stop(): void;
}

/** Reads each colour once, and anew when the page changes between light and dark; then calls `onChange`. */
export function watchedColours(onChange: () => void): WatchedColours {
  const known = new Map<string, string>();
  let shown = colorScheme.peek();
  const stop = effect(() => {
    if (colorScheme.value === shown) return;
    shown = colorScheme.value;
    known.clear();
    onChange();
  });
  return {
    of(property) {
      const colour = known.get(property) ?? readColor(property);
      known.set(property, colour);
      return colour;
    },
    stop,
  };
}
