export function writeIndex(a: unknown, b: unknown): void {
  console.log(typeof a, typeof b);
}
