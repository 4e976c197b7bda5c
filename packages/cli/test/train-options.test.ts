import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tensor, writeNpy, writeSafetensors } from "@lockstep/core";
import { encodeGraph, int, type GraphShape, type GraphValue } from "@lockstep/onnx";
import { describe, expect, it } from "vitest";
import { resolveTrainFiles } from "../src/train/resolve-train-files.ts";
import { exportedModel, MLP } from "./exported-model.ts";
import { runInProcess } from "./run-in-process.ts";
import { speciesCsv } from "./species-csv.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A folder with a model, a table, and arrays that fit it. */
function folderWithModel(): string {
  const folder = temporaryFolder();
  exportedModel(MLP, folder);
  writeFileSync(join(folder, "trees.csv"), speciesCsv(40));
  writeFileSync(
    join(folder, "numbered.csv"),
    speciesCsv(40, (species) => species + 1),
  );
  writeFileSync(
    join(folder, "indices.csv"),
    speciesCsv(40, (species) => species),
  );
  writeFileSync(join(folder, "swapped.csv"), speciesCsv(8).replace(/^(\w+),(\w+),/, "$2,$1,"));
  writeFileSync(join(folder, "narrow.csv"), "a,b,label\n1,2,x\n3,4,y\n5,6,x\n");
  writeFileSync(join(folder, "bad.npy"), "no array");
  writeFileSync(join(folder, "x.npy"), writeNpy({ type: "f32", shape: [8, 10], data: new Float32Array(80) }));
  writeFileSync(
    join(folder, "nan.npy"),
    writeNpy({ type: "f32", shape: [8, 10], data: new Float32Array(80).fill(NaN) }),
  );
  writeFileSync(join(folder, "y.npy"), writeNpy({ type: "i32", shape: [8], data: new Int32Array(8) }));
  writeFileSync(join(folder, "y7.npy"), writeNpy({ type: "i32", shape: [7], data: new Int32Array(7) }));
  writeFileSync(join(folder, "y2.npy"), writeNpy({ type: "f32", shape: [8, 2], data: new Float32Array(16) }));
  writeFileSync(join(folder, "other.safetensors"), writeSafetensors({ a: tensor([1], new Float32Array(1)) }, {}));
  writeFileSync(join(folder, "there.onnx"), "a file");
  return folder;
}

const CSV = ["--data", "@/trees.csv"];
const ARRAYS = ["--inputs", "@/x.npy", "--targets", "@/y.npy"];

/** `@` stands for the folder. */
const CASES: readonly [args: readonly string[], message: RegExp][] = [
  [[], /--data is needed.*--list the model is shown without any data/s],
  [["--data", "@/gone.csv"], /gone\.csv was not found.*Check the path/s],
  [["--data", "@/x.npy"], /has one array.*--inputs and --targets/s],
  [["--data", "mnst"], /--data must be one of "mnist", "fashion-mnist".*Did you mean "mnist"\? Or give the path/s],
  [
    ["--data", "@/narrow.csv"],
    /a row of narrow\.csv must have 10 numbers.*got "2 \(a, b\)".*add the missing 8, or take a model for 2/s,
  ],
  [
    ["--data", "@/numbered.csv"],
    /numbered\.csv, row \d+ must have a class in \[0, 3\].*got 4.*Number the classes from 0/s,
  ],
  [["--data", "@/other.safetensors"], /must hold an array of inputs and one of targets.*got \["a"\]/s],
  [["--data", "@/bad.npz"], /bad\.npz was not found/],
  [[...CSV, "--label", "leaf"], /must be a column of the table, got "leaf"/],
  [[...CSV, "--loss", "mse"], /targets of trees\.csv must be numbers for --loss mse/],
  [[...CSV, "--data-dir", "@"], /--data-dir is only for image sets/],
  [[...CSV, ...ARRAYS], /--data does not go together with --inputs/],
  [["--inputs", "@/x.npy"], /--targets is needed beside --inputs/],
  [["--inputs", "@/bad.npy", "--targets", "@/y.npy"], /bad\.npy must begin with NumPy's magic string/],
  [["--inputs", "@/x.npy", "--targets", "@/trees.csv"], /--targets must be a \.npy or IDX file.*Give it to --data/s],
  [["--inputs", "@/x.npy", "--targets", "@/y7.npy"], /y7\.npy must have 8 rows, as x\.npy has/],
  [["--inputs", "@/x.npy", "--targets", "@/y2.npy"], /targets of y2\.npy must have 4 numbers a row.*got \[8, 2\]/s],
  [["--inputs", "@/nan.npy", "--targets", "@/y.npy"], /nan\.npy, row \d must hold finite numbers, got NaN/],
  [[...CSV, "--validation", "100%"], /--validation must be a share in \[0, 1\)/],
  [[...CSV, "--validation", "@/y.npy"], /--validation must hold inputs and targets/],
  [
    ["--data", "@/indices.csv", "--validation", "@/trees.csv"],
    /targets of trees\.csv must be numbers, as .*indices\.csv/,
  ],
  [[...CSV, "--validation", "@/swapped.csv"], /swapped\.csv, input column 1 must be \S+, as in trees\.csv/],
  [[...CSV, "--validation", "@/numbered.csv"], /numbered\.csv must name its classes \(ash, birch, cedar, dogwood\)/],
  [[...CSV, "--rows", "41"], /--rows must be at most the 40 rows there are, got 41/],
  [[...CSV, "--rows", "1"], /--validation must leave a row to train on/],
  [[...CSV, "--scale", "1/0"], /--scale must be a finite number other than 0.*1\/255/s],
  [[...CSV, "--mean", "1,2"], /--mean must be one number, or 10/],
  [[...CSV, "--std", "0"], /--std must be above 0/],
  [[...CSV, "--standardize", "--std", "1"], /--std is measured with --standardize/],
  [[...CSV, "--trainable", "head.*"], /--trainable must fit a parameter, got "head\.\*".*0\.weight, 0\.bias/s],
  [[...CSV, "--freeze", "head.*"], /--freeze must fit a parameter/],
  [[...CSV, "--freeze", "*"], /--freeze must leave a parameter to train/],
  [[...CSV, "--output-name", "logits"], /--output-name must be a value that model\.onnx computes.*outputs: output/s],
  [[...CSV, "--dimension", "sequence=5"], /--dimension must name an axis.*got "sequence".*Its names: batch/s],
  [[...CSV, "--dimension", "sequence"], /--dimension must be a name and a length.*sequence=128/s],
  [[...CSV, "--loss", "crossentropy"], /--loss must be one of.*Did you mean "cross-entropy"\?/s],
  [[...CSV, "--epochs", "0"], /--epochs must be an integer of at least 1/],
  [[...CSV, "--batch-size", "0"], /batchSize must be an integer of at least 1/],
  [[...CSV, "--learning-rate", "-1"], /learningRate must be/],
  [[...CSV, "--momentum", "1"], /momentum must be/],
  [[...CSV, "--weight-decay", "-1"], /weightDecay must be/],
  [[...CSV, "--clip-norm", "0"], /clipByNorm: limit must be/],
  [[...CSV, "--patience", "0"], /patience must be/],
  [[...CSV, "--seed", "-1"], /--seed must be/],
  [[...CSV, "--threads", "0"], /--threads must be/],
  [[...CSV, "--out", "@/model.onnx", "--force"], /--out must be another file than the model/],
  [[...CSV, "--out", "@/link.onnx", "--force"], /--out must be another file than the model/],
  [[...CSV, "--out", "@/trees.csv", "--force"], /--out must be another file than --data/],
  [[...CSV, "--json", "@/trees.csv"], /--json must be another file than --data/],
  [
    [...CSV, "--validation", "@/numbered.csv", "--plot", "@/numbered.csv"],
    /--plot must be another.* than --validation/,
  ],
  [["--inputs", "@/x.npy", "--targets", "@/y.npy", "--json", "@/x.npy"], /--json must be another file than --inputs/],
  [["--inputs", "@/x.npy", "--targets", "@/y.npy", "--checkpoint", "@/y.npy"], /--checkpoint .* than --targets/],
  [[...CSV, "--resume", "@/trees.csv", "--plot", "@/trees.csv"], /--plot must be another file/],
  [[...CSV, "--out", "@/there.onnx"], /there.onnx exists already.*--force/s],
  [[...CSV, "--out", "@/gone/x.onnx"], /--out must lie in a folder that exists/],
  [[...CSV, "--json", "@/gone/x.json"], /--json must lie in a folder that exists/],
  [[...CSV, "--json", "@/same", "--plot", "@/same"], /--plot must be another file than --json/],
  [[...CSV, "--resume", "@/trees.csv"], /checkpoint must/],
  [[...CSV, "--resume", "@/other.safetensors"], /checkpoint must be a file written by encodeCheckpoint/],
  [[...CSV, "--epoch", "3"], /unknown option '--epoch'.*Did you mean --epochs\?/s],
];

describe("every mistake ends with 2, a message that names it and no file", () => {
  it.each(CASES)("%o", async (args, message) => {
    const folder = folderWithModel();
    symlinkSync("model.onnx", join(folder, "link.onnx"));
    const before = readdirSync(folder);
    const whole = args.map((arg) => arg.replace(/^@/, folder));
    const { exitCode, stderr } = await runInProcess(["train", join(folder, "model.onnx"), ...whole]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("resolveTrainFiles", () => {
  it("leaves the files beside the model alone", () => {
    const folder = folderWithModel();
    const model = { path: join(folder, "model.onnx"), externalPaths: [join(folder, "weights.bin")] };
    writeFileSync(join(folder, "weights.bin"), "");
    expect(() => resolveTrainFiles(model, { json: join(folder, "weights.bin") })).toThrow("the model's tensors");
  });

  it("lets a run that goes on keep its checkpoint where it was", () => {
    const folder = folderWithModel();
    const model = { path: join(folder, "model.onnx"), externalPaths: [] };
    const saved = join(folder, "there.onnx");
    expect(resolveTrainFiles(model, { resume: saved, checkpoint: saved }).checkpoint).toBe(saved);
    expect(() => resolveTrainFiles(model, { resume: saved, plot: saved })).toThrow(
      "--plot must be another file than --resume",
    );
  });
});

describe("a model with a batch norm of single numbers", () => {
  it.each([
    ["7", 2],
    ["1", 2],
    ["6", 0],
  ])("and 8 rows in batches of %s ends with %i before any training", async (batchSize, code) => {
    const folder = folderWithModel();
    writeFileSync(join(folder, "norm.onnx"), normModel());
    const data = ["--inputs", join(folder, "x.npy"), "--targets", join(folder, "y.npy"), "--validation", "0"];
    const args = ["train", join(folder, "norm.onnx"), ...data, "--batch-size", batchSize, "--list"];
    const { exitCode, stderr } = await runInProcess(args);
    expect(stderr).toMatch(code === 0 ? /^$/ : /--batch-size must leave no batch of 1 row of 8: node norm/);
    expect(exitCode).toBe(code);
  });
});

describe("a model that is none", () => {
  it.each([
    ["gone.onnx", /gone\.onnx was not found/],
    ["trees.csv", /The model is no ONNX file, or a damaged one/i],
  ])("%s", async (name, message) => {
    const { exitCode, stderr } = await runInProcess(["train", join(folderWithModel(), name), "--list"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});

/** A batch norm of 10 columns in training mode as a file. */
function normModel(): Uint8Array {
  const value = (name: string, shape: GraphShape): GraphValue => ({ name, elementType: "float32", shape });
  const [x, y] = [value("x", ["rows", 10]), value("y", ["rows", 10])];
  const stored = ["scale", "bias", "mean", "variance"].map((name) => value(name, [10]));
  return encodeGraph({
    name: "norm",
    inputs: [x],
    outputs: [y],
    initializers: stored.map((one) => ({ value: one, data: new Float32Array(10).fill(1) })),
    nodes: [
      {
        name: "norm",
        operator: "BatchNormalization",
        inputs: [x, ...stored],
        outputs: [y, value("next.mean", [10]), value("next.variance", [10])],
        attributes: { training_mode: int(1) },
      },
    ],
  });
}
