/** `f"{value:.4f}"` of Python, which rounds a tie to the even digit; `toFixed` rounds it up. @param value not below 0 */
export function printFixed(value: number): string {
  const scaled = value * 1e4;
  // Only multiples of 1/32 have five decimals, and for those the product is exact.
  const tie = Number.isInteger(value * 32) && scaled % 1 === 0.5;
  if (!tie) return value.toFixed(4);
  const lower = Math.floor(scaled);
  return ((lower % 2 === 0 ? lower : lower + 1) / 1e4).toFixed(4);
}
