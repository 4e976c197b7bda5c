import type { Output } from "../terminal/output.ts";

const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
const CLEAR_BELOW = "\u001B[0J";

/** Lines on a terminal that are drawn over in place. */
export interface DrawnLines {
  /** Puts these lines in the place of those before. None may wrap. */
  draw(lines: readonly string[]): void;
  /** Gives the cursor back, below the last lines. */
  [Symbol.dispose](): void;
}

/** Hides the cursor until it is disposed of. */
export function drawnLines(output: Output): DrawnLines {
  let drawn = 0;
  output.write(HIDE_CURSOR);
  return {
    draw(lines) {
      const home = drawn === 0 ? "" : `\u001B[${drawn}A`;
      output.write(`${home}${CLEAR_BELOW}${lines.map((line) => `${line}\n`).join("")}`);
      drawn = lines.length;
    },
    [Symbol.dispose]() {
      output.write(SHOW_CURSOR);
    },
  };
}
