import type { ComponentChildren } from "preact";

/** A box to tick; the label may say why it cannot be. */
export function Checkbox({
  children,
  checked,
  onChange,
  disabled = false,
}: {
  readonly children: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}) {
  return (
    <label class="checkbox">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
