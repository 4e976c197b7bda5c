import type { ComponentChildren } from "preact";

/** A button; `kind` says how much it asks for attention. */
export function Button({
  children,
  onClick,
  kind = "plain",
  disabled = false,
  title,
  pressed,
}: {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly disabled?: boolean;
  readonly title?: string;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
}) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      disabled={disabled}
      title={title}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
