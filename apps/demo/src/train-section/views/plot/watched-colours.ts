/** The page's colours as a canvas takes them. */
export interface WatchedColours {
  /** @param property a custom property that is a colour: `--ink` */
  of(property: string): string;
  stop(): void;
}

/**
 * Resolves custom properties where `element` is, since a canvas knows neither them nor `light-dark()`, and keeps them until
 * the page changes between light and dark.
 */
export function watchedColours(element: HTMLElement, onChange: () => void): WatchedColours {
  const known = new Map<string, string>();
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const forget = (): void => {
    known.clear();
    onChange();
  };
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", forget);
  const attributes = new MutationObserver(forget);
  attributes.observe(document.documentElement, { attributes: true });
  return {
    of(property) {
      const colour = known.get(property);
      if (colour !== undefined) return colour;
      probe.style.color = `var(${property})`;
      const resolved = getComputedStyle(probe).color;
      known.set(property, resolved);
      return resolved;
    },
    stop() {
      scheme.removeEventListener("change", forget);
      attributes.disconnect();
      probe.remove();
    },
  };
}
