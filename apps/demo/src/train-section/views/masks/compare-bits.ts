import type { AppliedMask } from "../../../training/training-worker-api.ts";

/** How a backend's mask compares with core's. */
export interface BitComparison {
  readonly total: number;
  readonly equal: number;
  /** One byte a bit, 1 where they differ; null where the masks are not of the same size. */
  readonly differing: Uint8Array | null;
}

/** Compares two masks bit by bit. */
export function compareBits(expected: AppliedMask, applied: AppliedMask): BitComparison {
  const total = expected.kept.length;
  if (applied.kept.length !== total || applied.units !== expected.units) return { total, equal: 0, differing: null };
  const differing = expected.kept.map((bit, index) => (bit === applied.kept[index] ? 0 : 1));
  const equal = differing.reduce((count, differs) => count + 1 - differs, 0);
  return { total, equal, differing };
}
