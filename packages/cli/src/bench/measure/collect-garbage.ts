/** Collects garbage now, where Node was started with `--expose-gc`. */
export function collectGarbage(): void {
  (globalThis as { readonly gc?: () => void }).gc?.();
}
