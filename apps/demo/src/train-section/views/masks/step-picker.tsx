import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** Chooses a step with a slider, or by its number. */
export function StepPicker({
  step,
  newest,
  onChange,
  children,
}: {
  readonly step: number;
  /** The newest step that a backend has done, counted from 0. */
  readonly newest: number;
  readonly onChange: (step: number) => void;
  /** A button beside the number. */
  readonly children: ComponentChildren;
}) {
  const id = useId();
  const change = (text: string): void => {
    const value = Number(text);
    if (text !== "" && Number.isInteger(value) && value >= 0) onChange(value);
  };
  return (
    <div class="field step-picker">
      <label for={id}>step</label>
      <div class="step-picker-controls">
        <input
          type="range"
          class="range"
          min={0}
          max={Math.max(newest, step)}
          step={1}
          value={step}
          aria-label="step, by slider"
          onInput={(event) => change(event.currentTarget.value)}
        />
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={0}
          step={1}
          value={step}
          aria-describedby={`${id}-help`}
          onInput={(event) => change(event.currentTarget.value)}
        />
        {children}
      </div>
      <p id={`${id}-help`} class="field-help">
        Counted from 0. Steps to come can be looked at too.
      </p>
    </div>
  );
}
