import type { Kernels } from "../kernels/kernels.ts";
import type { KernelRunner } from "./kernel-runner.ts";

type Products = Pick<Kernels, "matmul" | "matmulTransposed" | "matmulOfTransposed" | "transpose">;

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** A panel's columns, and the bytes of a tile of four by eight sums behind it. */
const PANEL = 8;
const TILE = 4 * PANEL * FLOAT;

/** The products of matrices in vectors of four. What does not fit in the memory is left to `others`. */
export function simdMatmul(runner: KernelRunner, others: Products): Products {
  const { arena, threads } = runner;

  /** result += a·b, with b [inner, columns] or, transposed, [columns, inner]; whether it could be done. */
  function multiply(
    a: Float32Array,
    b: Float32Array,
    isTransposed: boolean,
    result: Float32Array,
    rows: number,
    inner: number,
  ): boolean {
    const columns = b.length / inner;
    return arena.borrow(() => {
      const scratchSize = inner * PANEL * FLOAT + TILE;
      const [left, right, target] = [place(runner, a), place(runner, b), place(runner, result)];
      const scratch = arena.bytes(threads * scratchSize);
      if (left === undefined || right === undefined || target === undefined || scratch === undefined) return false;
      runner.run(
        "matmul",
        [left, inner * FLOAT, FLOAT, right, isTransposed ? 1 : 0, target, rows, columns, inner, scratch, scratchSize],
        Math.ceil(columns / PANEL),
        rows * inner * PANEL,
      );
      takeBack(runner, result, target);
      return true;
    });
  }

  const products: Products = {
    matmul(a, b, rows, inner, result = newSums(rows, b.length / inner)) {
      if (inner === 0 || rows === 0 || b.length === 0) return others.matmul(a, b, rows, inner, result);
      return multiply(a, b, false, result, rows, inner) ? result : others.matmul(a, b, rows, inner, result);
    },
    matmulTransposed(x, w, rows, inner) {
      if (inner === 0 || rows === 0 || w.length === 0) return others.matmulTransposed(x, w, rows, inner);
      const result = newSums(rows, w.length / inner);
      return multiply(x, w, true, result, rows, inner) ? result : others.matmulTransposed(x, w, rows, inner);
    },
    matmulOfTransposed(a, b, rows, sums = newSums(a.length / rows, b.length / rows)) {
      return arena.borrow(() =>
        products.matmul(products.transpose(a, rows, a.length / rows), b, a.length / rows, rows, sums),
      );
    },
    transpose(values, rows, columns) {
      const result = arena.floats(values.length);
      const from = place(runner, values);
      if (result === undefined || from === undefined) return others.transpose(values, rows, columns);
      runner.run("transpose", [from, result.byteOffset, rows, columns], columns, rows);
      return result;
    },
  };
  return products;

  function newSums(rows: number, columns: number): Float32Array {
    return arena.floats(rows * columns) ?? new Float32Array(rows * columns);
  }
}

/** The address of an array: where it lies, or that of a copy, while what is borrowed lasts; undefined if there is no room. */
export function place({ arena }: KernelRunner, array: Float32Array): number | undefined {
  const own = arena.addressOf(array);
  if (own !== undefined) return own;
  const address = arena.bytes(array.byteLength);
  if (address !== undefined) arena.numbers().set(array, address / FLOAT);
  return address;
}

/** Copies what a kernel wrote at an address into the array that it stands for, unless that is where the array lies. */
export function takeBack({ arena }: KernelRunner, array: Float32Array, address: number): void {
  if (arena.addressOf(array) === undefined) {
    array.set(arena.numbers().subarray(address / FLOAT, address / FLOAT + array.length));
  }
}
