import { useId } from "preact/hooks";
import { chooseTheme, theme, THEMES, type Theme } from "./color-scheme.ts";

const LABELS: Readonly<Record<Theme, string>> = { auto: "Auto", light: "Light", dark: "Dark" };

/** Chooses light or dark colours, or those of the system. */
export function ThemeSwitch() {
  const name = useId();
  return (
    <fieldset class="theme-switch">
      <legend class="visually-hidden">Colours of the page</legend>
      {THEMES.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            value={choice}
            checked={theme.value === choice}
            onChange={() => chooseTheme(choice)}
          />
          {LABELS[choice]}
        </label>
      ))}
    </fieldset>
  );
}
