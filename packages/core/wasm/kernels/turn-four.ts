import { set } from "../kernel.ts";
import { shuffleLanes } from "./shuffle-lanes.ts";

/** The vectors that {@link turnFour} uses. */
export const TURN_LOCALS = { p: "v128", q: "v128", r: "v128", s: "v128", v: "v128", w: "v128" } as const;

/**
 * Turns four rows of four numbers round, and stores them as rows of four.
 *
 * @param load a vector, by the number of its row.
 * @param store an instruction that stores a vector, by the number of its row of the result.
 */
export function turnFour(load: (row: number) => string, store: (row: number, value: string) => string): string {
  return [
    ...["p", "q", "r", "s"].map((local, row) => set(local, load(row))),
    set("v", shuffleLanes("p", "q", [0, 4, 1, 5])),
    set("w", shuffleLanes("r", "s", [0, 4, 1, 5])),
    store(0, shuffleLanes("v", "w", [0, 1, 4, 5])),
    store(1, shuffleLanes("v", "w", [2, 3, 6, 7])),
    set("v", shuffleLanes("p", "q", [2, 6, 3, 7])),
    set("w", shuffleLanes("r", "s", [2, 6, 3, 7])),
    store(2, shuffleLanes("v", "w", [0, 1, 4, 5])),
    store(3, shuffleLanes("v", "w", [2, 3, 6, 7])),
  ].join("\n");
}
