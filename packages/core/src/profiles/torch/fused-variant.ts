import { requireOneOf } from "../../errors/check-option.ts";

/**
 * How PyTorch computes u · (to - from) + from: rounded once, as its AVX2 and AVX-512 kernels do, or after the product and
 * after the sum, as its kernels without them. About half of all initial weights differ in their last bit.
 */
export type FusedVariant = "fma" | "nofma";

export function requireVariant(variant: unknown): FusedVariant {
  return requireOneOf(
    "variant",
    variant,
    ["fma", "nofma"],
    'PyTorch on x86 since 2013 computes "fma"; with ATEN_CPU_CAPABILITY=default it computes "nofma".',
  );
}
