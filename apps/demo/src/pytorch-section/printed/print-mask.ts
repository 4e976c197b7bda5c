import { printFixed } from "./print-fixed.ts";

/** Characters of a line; torch.set_printoptions calls it linewidth. */
const LINE = 80;
const OPENING = "tensor([";

/**
 * `print(m(torch.ones(rows, units)))`: a tensor whose elements are 0 or all the same, as PyTorch writes it up to 1000 elements.
 *
 * @param values row by row, none below 0
 */
export function printMask(values: Float32Array, units: number): string {
  const { print, width } = formOf(values.find((value) => value !== 0));
  const perLine = Math.max(1, Math.floor((LINE - OPENING.length) / (width + 2)));
  const indent = " ".repeat(OPENING.length);
  const rows: string[] = [];
  for (let start = 0; start < values.length; start += units) {
    const printed = Array.from(values.subarray(start, start + units), (value) => print(value).padStart(width));
    const lines: string[] = [];
    for (let at = 0; at < units; at += perLine) lines.push(printed.slice(at, at + perLine).join(", "));
    rows.push(`[${lines.join(`,\n${indent} `)}]`);
  }
  return `${OPENING}${rows.join(`,\n${indent}`)}])`;
}

interface Form {
  readonly print: (value: number) => string;
  readonly width: number;
}

/** How PyTorch writes each element; all are as wide as the widest that is not 0, and without one its width counts as 1. */
function formOf(kept: number | undefined): Form {
  if (kept === undefined) return { print: whole, width: 1 };
  const fractional = Number.isInteger(kept) ? whole : printFixed;
  const print = kept > 1e8 ? scientific : fractional;
  return { print, width: print(kept).length };
}

function whole(value: number): string {
  return `${value}.`;
}

function scientific(value: number): string {
  const [digits = "", exponent = ""] = value.toExponential(4).split("e");
  return `${digits}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, "0")}`;
}
