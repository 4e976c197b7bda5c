import { computed, signal, type ReadonlySignal } from "@preact/signals";

/** What the reader may choose; "auto" is what the system says. */
export const THEMES = ["auto", "light", "dark"] as const;

/** One of {@link THEMES}. */
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = "lockstep-theme";
/** Whether there is a page: tests in Node import views too. */
const inPage = typeof document !== "undefined";
const systemDark = inPage ? matchMedia("(prefers-color-scheme: dark)") : null;

const chosen = signal<Theme>(storedTheme());
const systemIsDark = signal(systemDark?.matches ?? false);
systemDark?.addEventListener("change", (event) => {
  systemIsDark.value = event.matches;
});

/** What the reader chose. */
export const theme: ReadonlySignal<Theme> = chosen;

/** The colours that the page shows now. Who paints on a canvas paints again when it changes. */
export const colorScheme: ReadonlySignal<"light" | "dark"> = computed(() =>
  chosen.value === "auto" ? (systemIsDark.value ? "dark" : "light") : chosen.value,
);

if (inPage) applyTheme(chosen.value);

/** Chooses the page's colours, for later visits too. */
export function chooseTheme(next: Theme): void {
  // The attribute before the signal: who reads computed colours when the signal changes reads the new ones.
  if (inPage) applyTheme(next);
  chosen.value = next;
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

function applyTheme(next: Theme): void {
  if (next === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
}

function storedTheme(): Theme {
  try {
    const stored = inPage ? localStorage.getItem(STORAGE_KEY) : null;
    return THEMES.find((name) => name === stored) ?? "auto";
  } catch {
    return "auto";
  }
}
