import type { WasmArena } from "./wasm-arena.ts";

/**
 * Keeps tables of words one after the other; their addresses, and that of the end.
 *
 * @returns undefined if there is no memory for them.
 */
export function keepWords(arena: WasmArena, tables: readonly ArrayLike<number>[]): readonly number[] | undefined {
  const length = tables.reduce((sum, table) => sum + table.length, 0);
  try {
    const { buffer, byteOffset } = arena.keep(length).data;
    const words = new Int32Array(buffer, byteOffset, length);
    const addresses = [byteOffset];
    let end = 0;
    for (const table of tables) {
      words.set(table, end);
      end += table.length;
      addresses.push(byteOffset + end * Int32Array.BYTES_PER_ELEMENT);
    }
    return addresses;
  } catch {
    return undefined;
  }
}
