/**
 * Collects garbage now, where Node was started with `--expose-gc`. Buffers of a collection are let go of on another thread,
 * which a busy machine may keep waiting; the second collection begins when that is over.
 */
export function collectGarbage(): void {
  const { gc } = globalThis as { readonly gc?: () => void };
  gc?.();
  gc?.();
}
