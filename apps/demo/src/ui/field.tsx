import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A labelled control with a sentence of help, and the error that its value is, if it is one. */
export function Field({
  label,
  help,
  error,
  children,
}: {
  readonly label: string;
  readonly help?: ComponentChildren;
  readonly error?: string | null;
  /** Receives the ids that tie the control to its label and its description. */
  readonly children: (ids: {
    readonly id: string;
    readonly describedBy: string;
    readonly invalid: boolean;
  }) => ComponentChildren;
}) {
  const id = useId();
  const describedBy = `${id}-help`;
  const invalid = error !== undefined && error !== null;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, describedBy, invalid })}
      <p id={describedBy} class={invalid ? "field-error" : "field-help"} role={invalid ? "alert" : undefined}>
        {invalid ? error : help}
      </p>
    </div>
  );
}
