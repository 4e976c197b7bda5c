/** The 32 bits of a float32 as eight hexadecimal digits, the sign first. */
export function printBits(value: number): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16).padStart(8, "0");
}
