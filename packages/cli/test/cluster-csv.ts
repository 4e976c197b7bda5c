import { keyFromSeed, uniform } from "@lockstep/core";

/** A CSV table of three clusters in the plane, `rows` in all, which a small network learns in a few epochs. */
export function clusterCsv(rows: number): string {
  const noise = uniform(keyFromSeed(7), 2 * rows);
  const lines = Array.from({ length: rows }, (_, row) => {
    const angle = (2 * Math.PI * (row % 3)) / 3;
    const x = 10 + 3 * Math.cos(angle) + noise[2 * row]!;
    const y = -40 + 3 * Math.sin(angle) + noise[2 * row + 1]!;
    return `${x},${y},${["red", "green", "blue"][row % 3]}`;
  });
  return ["x,y,species", ...lines, ""].join("\n");
}
