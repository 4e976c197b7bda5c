/** Opcodes after the byte of vectors, and what is in their place. */
const VECTOR = 0xfd;
const MULTIPLY = [VECTOR, 0xe6, 0x01] as const;
const GET_LOCAL = 0x20;
const ADD = [VECTOR, 0xe4, 0x01] as const;
const NO_OPERATION = 0x01;
const RELAXED_MULTIPLY_ADD = [VECTOR, 0x85, 0x02] as const;

/**
 * The bytes of a module whose sums may take a product without its being rounded first: wherever a product and then a local
 * are added, the three are one instruction, of the same length.
 */
export function relaxedModule(bytes: Uint8Array): Uint8Array {
  const relaxed = bytes.slice();
  for (let place = 0; place < bytes.length; place++) {
    const add = place + MULTIPLY.length + 2;
    if (!standsAt(place, MULTIPLY) || bytes[place + MULTIPLY.length] !== GET_LOCAL || !standsAt(add, ADD)) continue;
    relaxed.fill(NO_OPERATION, place, place + MULTIPLY.length);
    relaxed.set(RELAXED_MULTIPLY_ADD, add);
  }
  return relaxed;

  function standsAt(place: number, opcode: readonly number[]): boolean {
    return opcode.every((byte, offset) => bytes[place + offset] === byte);
  }
}
