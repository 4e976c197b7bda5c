import { resolve } from "node:path";
import { printParagraph } from "../render/page.ts";
import { messageOf } from "./message-of.ts";
import type { Output } from "./output.ts";
import { printBlock } from "./print-block.ts";
import { writeWhole } from "./whole-file.ts";

/**
 * Writes a file whole and says where it is. One that fails must not lose the others, which may have taken minutes: the
 * failure is printed, not thrown.
 *
 * @param title what the file holds, for both messages.
 * @returns whether it was written.
 */
export function tryWrite(output: Output, title: string, path: string, text: () => string): boolean {
  try {
    writeWhole(path, text());
  } catch (error) {
    printBlock(output, output.style("red", "error"), [`${title}: not written to ${resolve(path)}.`, messageOf(error)]);
    return false;
  }
  printParagraph(output, `${title}: ${resolve(path)}`);
  return true;
}
