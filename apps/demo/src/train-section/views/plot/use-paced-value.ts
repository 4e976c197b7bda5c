import type { ReadonlySignal } from "@preact/signals";
import { useCallback, useState } from "preact/hooks";
import { usePaced } from "./use-paced.ts";

/**
 * What `compute` makes of the signals, computed anew at most ten times a second after one of them has changed. Both
 * arguments must stay the same between renderings.
 */
export function usePacedValue<Value>(signals: readonly ReadonlySignal<unknown>[], compute: () => Value): Value {
  const [kept, keep] = useState(() => ({ compute, value: compute() }));
  usePaced(
    signals,
    useCallback(() => keep({ compute, value: compute() }), [compute]),
  );
  // Another run's value is not shown until the next frame.
  return kept.compute === compute ? kept.value : compute();
}
