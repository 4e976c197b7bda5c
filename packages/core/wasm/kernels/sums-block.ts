import { get, set, type LocalType } from "../kernel.ts";

/**
 * sum + left · right, the product rounded before it is added: the bits of `Math.fround(sum + Math.fround(left * right))`.
 *
 * The product stands before the sum, which is a local's, here and nowhere else: `relaxedModule` knows by it which products
 * may be fused.
 */
function addProduct(sum: string, left: string, right: string): string {
  return `(f32x4.add (f32x4.mul ${left} ${right}) ${get(sum)})`;
}

/** Rows and columns of the block of sums that stays in registers: eight vectors of four. */
export const BLOCK_ROWS = 4;
export const BLOCK_COLUMNS = 8;

const ROWS = [0, 1, 2, 3] as const;
const HALVES = [0, 1] as const;

/** The block's sums, and what goes into them. */
export const BLOCK_LOCALS: Readonly<Record<string, LocalType>> = Object.fromEntries(
  [...ROWS.flatMap((row) => HALVES.map((half) => `s${row}${half}`)), "b0", "b1", "v"].map((local) => [local, "v128"]),
);

/** For each vector of the block's sums: its local, its row, and the bytes from the row's beginning. */
function eachSum(rows: number, write: (sum: string, row: number, offset: number) => string): string {
  return ROWS.slice(0, rows)
    .flatMap((row) => HALVES.map((half) => write(`s${row}${half}`, row, 16 * half)))
    .join("\n");
}

/** Sums of +0. */
export function clearSums(): string {
  return eachSum(BLOCK_ROWS, (sum) => set(sum, "(v128.const i32x4 0 0 0 0)"));
}

/** Sums from addresses of the block's rows. */
export function loadSums(addressOf: (row: number) => string, rows: number = BLOCK_ROWS): string {
  return eachSum(rows, (sum, row, offset) => set(sum, `(v128.load offset=${offset} ${addressOf(row)})`));
}

/** Sums to addresses of the block's rows. */
export function storeSums(addressOf: (row: number) => string, rows: number = BLOCK_ROWS): string {
  return eachSum(rows, (sum, row, offset) => `(v128.store offset=${offset} ${addressOf(row)} ${get(sum)})`);
}

/**
 * One more product for each sum: a number of each row, given as a vector of it, by eight of the other factor.
 *
 * @param right address of the eight.
 */
export function multiplyInto(splatOf: (row: number) => string, right: string, rows: number = BLOCK_ROWS): string {
  return [
    ...HALVES.map((half) => set(`b${half}`, `(v128.load offset=${16 * half} ${right})`)),
    ...ROWS.slice(0, rows).flatMap((row) => [
      set("v", splatOf(row)),
      ...HALVES.map((half) => set(`s${row}${half}`, addProduct(`s${row}${half}`, get("v"), get(`b${half}`)))),
    ]),
  ].join("\n");
}
