import { statSync } from "node:fs";
import { basename } from "node:path";
import { formatBytes, formatCount } from "../../render/number-format.ts";
import { printHeading, printParagraph } from "../../render/page.ts";
import type { Output } from "../../terminal/output.ts";
import { EXAMPLE_ROWS, type ExampleFiles } from "./write-example.ts";

/** How the table's pixels reach the model. */
export const EXAMPLE_SCALE = "1/255";

/** Says what the files of an example are, and which command trains them. */
export function printExample(folder: string, { model, data, found }: ExampleFiles, output: Output): void {
  printHeading(output, `An example in ${folder}`);
  const size = (path: string): string => `${basename(path)} (${formatBytes(statSync(path).size)})`;
  printParagraph(
    output,
    `${size(model)}: a small convolutional network with dropout, for grey images of 28 × 28 pixels in ten classes. ` +
      "Nothing has trained it.",
  );
  printParagraph(
    output,
    `${size(data)}: the first ${formatCount(EXAMPLE_ROWS)} handwritten digits of MNIST, a row each: a column label, ` +
      "then the pixels, 0 to 255.",
  );
  if (found) printParagraph(output, "Both were there already, and are used as they are.");
  output.write("\n");
  printParagraph(output, "What follows is:");
  printCommand(output, `train ${model} --data ${data} --scale ${EXAMPLE_SCALE}`);
}

/** Says what to look at and to try next. */
export function printNextSteps(folder: string, { model }: ExampleFiles, output: Output): void {
  output.write("\n");
  printParagraph(
    output,
    `Everything is in the folder ${folder}; curves.svg opens in a browser. What is in the model, and a run on more digits:`,
  );
  printCommand(output, `train ${model} --list`);
  printCommand(output, `train ${model} --data mnist --rows 6000 --out 6000.onnx`);
  printParagraph(output, "A model and rows of your own, in the place of these names:");
  printCommand(output, "train model.onnx --data rows.csv");
}

/** On a line of its own, however long: a command is not broken. */
function printCommand(output: Output, command: string): void {
  output.write(`    ${output.style("cyan", `npx lockstep ${command}`)}\n`);
}
