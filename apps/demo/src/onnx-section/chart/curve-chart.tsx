import type { EpochRecord } from "@lockstep/core";
import { formatLoss } from "lockstep/number-format";
import { useEffect, useRef, useState } from "preact/hooks";
import { curvePath, curveScale, gridValues } from "./curve-scale.ts";

const HEIGHT = 220;
const MARGIN = { left: 52, right: 12, top: 10, bottom: 26 };

/** Training and validation loss by epoch; a table below has the numbers. */
export function CurveChart({
  history,
  epochs,
  bestEpoch,
}: {
  readonly history: readonly EpochRecord[];
  /** The most that there will be. */
  readonly epochs: number;
  /** Counted from 0; null if there is none yet. */
  readonly bestEpoch: number | null;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(200, Math.round(entry!.contentRect.width))));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const lines = [history.map((record) => record.trainingLoss), history.map((record) => record.validationLoss ?? NaN)];
  const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const scale = curveScale(lines.flat(), Math.max(2, Math.min(epochs, Math.max(8, history.length))), inner);
  const best = bestEpoch === null ? null : scale.x(bestEpoch);
  return (
    <div ref={box} class="onnx-chart">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label="Training and validation loss by epoch. The table below has the numbers."
      >
        <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
          {gridValues(scale).map((value) => (
            <g key={value} transform={`translate(0 ${scale.y(value)})`}>
              <line class="grid-line" x2={inner.width} />
              <text x={-8} dy="0.32em" text-anchor="end">
                {formatLoss(value)}
              </text>
            </g>
          ))}
          <text x={0} y={inner.height + 18}>
            epoch 1
          </text>
          <text x={inner.width} y={inner.height + 18} text-anchor="end">
            {scale.epochs}
          </text>
          {best !== null && <line class="best-line" x1={best} x2={best} y2={inner.height} />}
          {lines.map((values, index) => (
            <path
              key={index}
              class={index === 0 ? "curve training" : "curve validation"}
              d={curvePath(values, scale)}
            />
          ))}
          {lines.map((values, index) =>
            values.map((value, epoch) =>
              Number.isFinite(value) && history.length <= 40 ? (
                <circle
                  key={`${index}-${epoch}`}
                  class={index === 0 ? "dot training" : "dot validation"}
                  cx={scale.x(epoch)}
                  cy={scale.y(value)}
                  r={2.5}
                />
              ) : null,
            ),
          )}
        </g>
      </svg>
      <p class="onnx-legend small" aria-hidden="true">
        <span class="training">Training loss, dashed</span>
        <span class="validation">Validation loss</span>
        {best !== null && <span class="best">Best epoch</span>}
      </p>
    </div>
  );
}
