const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/**
 * Statements that turn the unsigned words `a` and `b`, a counter, into a block of Threefry2x32-20, given the words `k0` and
 * `k1` of the key and `k2` = k0 ^ k1 ^ 0x1bd11bda. The same text is GLSL and WGSL; integers only, so that every GPU gives
 * the bits of core's `threefry2x32`.
 */
export function threefrySource(): string {
  const key = ["k0", "k1", "k2"];
  const lines = ["a += k0; b += k1;"];
  for (let group = 0; group < 5; group++) {
    for (const bits of ROTATIONS[group % 2]!) {
      lines.push(`a += b; b = ((b << ${bits}u) | (b >> ${32 - bits}u)) ^ a;`);
    }
    lines.push(`a += ${key[(group + 1) % 3]}; b += ${key[(group + 2) % 3]} + ${group + 1}u;`);
  }
  return lines.join("\n");
}
