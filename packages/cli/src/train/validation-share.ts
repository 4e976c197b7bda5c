import { InvalidOptionError } from "@lockstep/core";
import { parseNumber } from "../options/parse-number.ts";

/** `20%`, `0.2`, `0`. */
const SHARE = /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*%?\s*$/;

/**
 * The share of the rows that `--validation` sets aside; null for what is no share, such as the path of a file.
 *
 * @throws {InvalidOptionError} for a share outside [0, 1).
 */
export function parseValidationShare(text: string): number | null {
  if (!SHARE.test(text)) return null;
  const percent = text.includes("%");
  const remedy = "Write it like 20% or 0.2; 0 measures on no rows.";
  const share = parseNumber("--validation", text.replace("%", ""), remedy) / (percent ? 100 : 1);
  if (share >= 0 && share < 1) return share;
  throw new InvalidOptionError({ subject: "--validation", rule: "must be a share in [0, 1)", received: text, remedy });
}
