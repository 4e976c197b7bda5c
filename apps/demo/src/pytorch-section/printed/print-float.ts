/** A float64 as Python's `repr` writes it: the shortest digits that read back as the same number. */
export function printFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [digits = "", exponentText = ""] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) return `${digits}e${exponent < 0 ? "-" : "+"}${padded(Math.abs(exponent))}`;
  const [sign, bare] = digits.startsWith("-") ? ["-", digits.slice(1)] : ["", digits];
  const all = bare.replace(".", "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${all}`;
  const whole = all.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${all.slice(exponent + 1) || "0"}`;
}

function padded(exponent: number): string {
  return String(exponent).padStart(2, "0");
}
