import type { WasmArena } from "./wasm-arena.ts";

/**
 * Keeps tables of words one after the other; their addresses, and that of the end.
 *
 * @returns undefined if the memory has no room for them.
 */
export function keepWords(arena: WasmArena, tables: readonly ArrayLike<number>[]): readonly number[] | undefined {
  const length = tables.reduce((sum, table) => sum + table.length, 0);
  const { data } = arena.keep(length);
  const address = arena.addressOf(data);
  if (address === undefined) return undefined;
  const words = new Int32Array(data.buffer, address, length);
  const addresses = [address];
  let end = 0;
  for (const table of tables) {
    words.set(table, end);
    end += table.length;
    addresses.push(address + end * Int32Array.BYTES_PER_ELEMENT);
  }
  return addresses;
}
