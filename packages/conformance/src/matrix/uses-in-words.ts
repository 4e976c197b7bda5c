import type { FeatureMatrix, MatrixReason } from "./feature-matrix.ts";

/** Where a reason holds, and of how many cases: `tfjs-cpu (Chromium, Node): 12`, `ort-wasm (Node): 3`. */
export function usesInWords({ columns }: FeatureMatrix, { uses }: MatrixReason): readonly string[] {
  const places = new Map<string, { subject: string; cases: number; places: string[] }>();
  for (const { column, cases } of uses) {
    const { subject, place } = columns[column]!;
    const key = `${subject} ${cases}`;
    const known = places.get(key) ?? { subject, cases, places: [] };
    places.set(key, { ...known, places: [...known.places, place] });
  }
  return [...places.values()].map(({ subject, cases, places: where }) => `${subject} (${where.join(", ")}): ${cases}`);
}
