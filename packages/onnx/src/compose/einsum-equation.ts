import { InvalidOptionError, UnsupportedOptionError } from "@lockstep/core";

/** The letters of each operand's axes, and of the output's. An axis that `...` stands for has a name of its own. */
export interface Equation {
  readonly operands: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/**
 * Reads the equation of an `Einsum`, `bij,bjk->bik`. Without an arrow the output has the letters that come once, in
 * alphabetical order, after the axes of `...`.
 *
 * @param ranks how many axes each operand has.
 * @throws {InvalidOptionError} if it does not fit them.
 * @throws {UnsupportedOptionError} if an operand has a letter twice, which takes a diagonal.
 * @example
 * readEquation("bij,bjk->bik", [3, 3]).output; // ["b", "i", "k"]
 */
export function readEquation(equation: string, ranks: readonly number[]): Equation {
  const [left = "", right] = equation.replaceAll(/\s/gu, "").split("->");
  const terms = left.split(",");
  const fail = (rule: string): InvalidOptionError =>
    new InvalidOptionError({ subject: "operator Einsum: equation", rule, received: equation });
  if (terms.length !== ranks.length) throw fail(`must have a term for each of ${ranks.length} operands`);
  const operands = terms.map((term, index) => {
    const rest = ranks[index]! - term.replace("...", "").length;
    const letters = lettersOf(term, Math.max(rest, 0));
    if (letters === undefined || letters.length !== ranks[index]) throw fail("must have a letter for each axis");
    if (new Set(letters).size !== letters.length) {
      throw new UnsupportedOptionError({
        subject: "operator Einsum: equation",
        rule: "takes a diagonal, which is not written here",
        received: equation,
      });
    }
    return letters;
  });
  const all = operands.flat();
  const most = Math.max(...operands.map((letters) => letters.filter(isOfEllipsis).length));
  const output = right === undefined ? implicitOutput(all, most) : lettersOf(right, right.includes("...") ? most : 0);
  if (
    output === undefined ||
    output.some((letter) => !all.includes(letter)) ||
    new Set(output).size !== output.length
  ) {
    throw fail("must have an output of different letters that the operands have");
  }
  return { operands, output };
}

/** The axes of `...` are counted from the last, as shapes broadcast. */
function lettersOf(term: string, ofEllipsis: number): readonly string[] | undefined {
  const parts = term.split("...");
  if (parts.length > 2 || !/^[a-zA-Z]*$/u.test(parts.join(""))) return undefined;
  const between = parts.length === 2 ? Array.from({ length: ofEllipsis }, (_, axis) => `.${ofEllipsis - axis}`) : [];
  return [...Array.from(parts[0]!), ...between, ...Array.from(parts[1] ?? "")];
}

function implicitOutput(all: readonly string[], ofEllipsis: number): readonly string[] {
  const once = all.filter((letter) => !isOfEllipsis(letter) && all.indexOf(letter) === all.lastIndexOf(letter));
  return [...Array.from({ length: ofEllipsis }, (_, axis) => `.${ofEllipsis - axis}`), ...once.toSorted()];
}

function isOfEllipsis(letter: string): boolean {
  return letter.startsWith(".");
}
