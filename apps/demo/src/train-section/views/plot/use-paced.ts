import { effect, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Milliseconds between two drawings: ten a second look alive, and leave the main thread alone. */
const PACE = 100;

/**
 * Calls `draw` soon after one of the signals has changed, in an animation frame, at most ten times a second; the last
 * change is always drawn. Both arguments must stay the same between renderings, or it begins anew.
 */
export function usePaced(signals: readonly ReadonlySignal<unknown>[], draw: () => void): void {
  useEffect(() => {
    let last = -Infinity;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let frame: number | null = null;
    const drawNow = (): void => {
      frame = null;
      last = performance.now();
      draw();
    };
    const stop = effect(() => {
      for (const signal of signals) void signal.value;
      if (timer !== null || frame !== null) return;
      timer = setTimeout(
        () => {
          timer = null;
          frame = requestAnimationFrame(drawNow);
        },
        Math.max(0, last + PACE - performance.now()),
      );
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [signals, draw]);
}
