import type { ComponentChildren } from "preact";
import { Field } from "./field.tsx";

/** A field for a number, as text: what is typed is never changed under the user's hands. */
export function NumberField({
  label,
  value,
  onChange,
  help,
  error,
  step = "any",
  min,
  max,
}: {
  readonly label: string;
  /** What is in the field. */
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly help?: ComponentChildren;
  readonly error?: string | null;
  readonly step?: number | "any";
  readonly min?: number;
  readonly max?: number;
}) {
  return (
    <Field label={label} help={help} error={error ?? null}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          type="number"
          inputMode="decimal"
          value={value}
          step={step}
          min={min}
          max={max}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
