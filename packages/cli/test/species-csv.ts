import { keyFromSeed, normal } from "@lockstep/core";

const NAMES = ["ash", "birch", "cedar", "dogwood"];

/** A table of ten columns and four species around centres of their own, which a small network learns in a few epochs. */
export function speciesCsv(
  rows: number,
  label: (species: number) => string | number = (species) => NAMES[species]!,
): string {
  const centres = normal(keyFromSeed(3), 40);
  const noise = normal(keyFromSeed(7), 10 * rows);
  const lines = Array.from({ length: rows }, (_, row) => {
    const species = row % 4;
    const values = Array.from(
      { length: 10 },
      (__, column) => 1.5 * centres[10 * species + column]! + noise[10 * row + column]!,
    );
    return [...values, label(species)].join();
  });
  return ["a,b,c,d,e,f,g,h,i,j,species", ...lines, ""].join("\n");
}
