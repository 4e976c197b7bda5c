const CELL = 10;

/** A mask as squares: a large one for a kept unit, a small one for a dropped unit. */
export function MaskPicture({
  values,
  units,
  label,
}: {
  /** 0 where dropped, row by row. */
  readonly values: Float32Array;
  readonly units: number;
  /** What it shows, for those who do not see it. */
  readonly label: string;
}) {
  const rows = values.length / units;
  return (
    <svg
      class="mask-picture"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${units * CELL} ${rows * CELL}`}
      style={{ maxWidth: `${units * 1.6}rem` }}
    >
      <path class="kept" d={squares(values, units, (value) => value !== 0, 8)} />
      <path class="dropped" d={squares(values, units, (value) => value === 0, 3)} />
    </svg>
  );
}

function squares(values: Float32Array, units: number, wanted: (value: number) => boolean, side: number): string {
  const margin = (CELL - side) / 2;
  const parts: string[] = [];
  for (const [index, value] of values.entries()) {
    if (!wanted(value)) continue;
    const left = (index % units) * CELL + margin;
    const top = Math.floor(index / units) * CELL + margin;
    parts.push(`M${left} ${top}h${side}v${side}h-${side}z`);
  }
  return parts.join("");
}
