import { Command, Option } from "commander";
import type { Output } from "../terminal/output.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import { LOSS_NAMES } from "../train/loss-name.ts";
import { TRAIN_DEFAULTS } from "../train/train-defaults.ts";
import type { TrainFlags } from "../train/train-flags.ts";
import { helpEnd } from "./help-end.ts";

const END = helpEnd({
  emptyFolder: [
    ["train --example", "a model, real digits, training"],
    ["train --example mine --epochs 5", "the same in the folder mine"],
  ],
  ownFiles: [
    "train model.onnx --list",
    "train model.onnx --data flowers.csv --standardize",
    'train net.onnx --data photos.npz --scale 1/255 --trainable "fc.*"',
    "train lenet.onnx --data mnist --rows 6000 --plot curves.svg",
    "train model.onnx --inputs x.npy --targets y.npy --loss l1",
  ],
  notes: [
    `A .csv file has a column of classes or values (label, class, target, species, or
the last) and otherwise numbers. A .npz or .safetensors file has arrays called
inputs and targets, or x and y. Without --loss, classes are trained by
cross-entropy, zeros and ones for a single output by bce, other numbers by mse.
The trained model expects its inputs scaled as they were in training.`,
    `Ctrl-C ends training; the best weights so far are written, as after the last
epoch.`,
  ],
  exitCodes: { failed: "training or a file failed", mistaken: "wrong option, model or data" },
});

/** Of a flag that may be given several times. */
function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** `lockstep train`. */
export function trainCommand(output: Output, signal: AbortSignal, end: (code: ExitCode) => void): Command {
  const { epochs, batchSize, learningRate, momentum, weightDecay, patience, seed, threads } = TRAIN_DEFAULTS;
  return new Command("train")
    .summary("train an ONNX model, and write it with its new weights")
    .description("Trains an ONNX model on the stock onnxruntime-web, and writes it with its new weights.")
    .argument("[model.onnx]", "the model, as PyTorch and others export it")
    .optionsGroup("Without a model:")
    .option("--example [folder]", "make a model and real digits in a folder (default: digits), and train them")
    .optionsGroup("Data:")
    .option("--data <name|file>", "a .csv, .npz or .safetensors file, mnist or fashion-mnist")
    .option("--data-dir <folder>", "where the four IDX files of an image set lie")
    .option("--label <columns>", "of a .csv file: the column of classes or values, or several of values")
    .option("--inputs <file>", "instead of --data: a .npy or IDX file of inputs, [rows, ...]")
    .option("--targets <file>", "beside --inputs: classes, [rows], or values, [rows, ...]")
    .option(
      "--validation <share|file>",
      "rows to set aside, as 20% or 0.2 or 0 for none, or a file like that of --data (default: 20%)",
    )
    .option("--rows <count>", "use so many of the rows, drawn by the seed (default: all)")
    .option("--scale <factor>", "multiply inputs, as by 1/255")
    .option("--mean <list>", "then subtract: one number, or one for each channel or column")
    .option("--std <list>", "then divide by: one number, or one for each channel or column")
    .option("--standardize", "take mean and std of each channel or column from the training rows")
    .optionsGroup("Model:")
    .option("--trainable <pattern>", "train only parameters of this name, * for anything; may be given again", collect)
    .option("--freeze <pattern>", "do not train these; may be given again", collect)
    .option("--output-name <name>", "take the loss of this value (default: the first output, before its softmax)")
    .option("--dimension <name=length>", "length of an axis that the file only names; may be given again", collect)
    .addOption(new Option("--list, --dry-run", "show the model and what would be trained, and end"))
    .optionsGroup("Training:")
    .option("--loss <name>", `${LOSS_NAMES.join(", ")} (default: by the targets)`)
    .option("--epochs <count>", `the most epochs (default: ${epochs})`)
    .option("--batch-size <rows>", `rows of a step (default: ${batchSize})`)
    .option("--learning-rate <number>", `of SGD (default: ${learningRate})`)
    .option("--momentum <share>", `of SGD, 0 to below 1 (default: ${momentum})`)
    .option("--weight-decay <number>", `L2 penalty (default: ${weightDecay})`)
    .option("--clip-norm <number>", "the largest norm of a step's gradients (default: any)")
    .option(
      "--patience <epochs>",
      `epochs without a better validation loss until training stops (default: ${patience})`,
    )
    .option("--seed <number>", `of split, order and dropout (default: ${seed})`)
    .option("--threads <count>", `threads of onnxruntime-web (default: ${threads})`)
    .optionsGroup("Results:")
    .option("--out <file>", "the trained model (default: beside the model, .trained.onnx)")
    .option("--force", "replace a trained model that is there")
    .option("--json <file>", "write options, environment, history and figures")
    .option("--plot <file>", "draw the learning curves as SVG")
    .option("--checkpoint <file>", "save the run after every epoch")
    .option("--resume <file>", "go on from such a file, with the same options")
    .addHelpText("after", END)
    .action(async (model: string | undefined, flags: TrainFlags) => {
      const { trainAction } = await import("./train-action.ts");
      end(await trainAction(model, flags, output, signal));
    });
}
