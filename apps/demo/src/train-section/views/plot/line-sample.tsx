import type { BackendName } from "../../../backends/backend-name.ts";
import type { LineStyle } from "./line-style.ts";

/** A piece of a backend's line, for legends. */
export function LineSample({ backend, style }: { readonly backend: BackendName; readonly style: LineStyle }) {
  return (
    <svg
      class="line-sample"
      viewBox="0 0 44 12"
      width="44"
      height="12"
      preserveAspectRatio="xMinYMid slice"
      aria-hidden="true"
    >
      <line
        x1="1"
        x2="43"
        y1="6"
        y2="6"
        stroke={`var(--backend-${backend})`}
        stroke-width={style.width}
        stroke-opacity={style.alpha}
        stroke-dasharray={style.dash.join(" ")}
      />
    </svg>
  );
}
