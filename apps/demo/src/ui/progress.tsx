/** How far long work is; without `value` it says only that it goes on. */
export function Progress({
  label,
  value,
  max,
}: {
  readonly label: string;
  readonly value?: number;
  readonly max?: number;
}) {
  return (
    <div class="progress">
      <span>{label}</span>
      <progress aria-label={label} value={value} max={max} />
    </div>
  );
}
