// Cuts data/fashion-mnist out of the whole data set. The argument names the folder of its four IDX files; without one it is
// where Debian's package dataset-fashion-mnist puts them. GNU gzip compresses: the same bytes on every machine.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { cutIdx } from "./cut-idx.ts";
import { imageFiles } from "./image-files.ts";

const source = process.argv[2] ?? "/usr/share/datasets/fashion-mnist";
const target = join(import.meta.dirname, "../data/fashion-mnist");

for (const { name, rows } of imageFiles({ training: 5000, test: 1000 })) {
  const whole = gunzipSync(readFileSync(join(source, `${name}.gz`)));
  const input = cutIdx(whole, rows, name);
  // -n: neither name nor time of the file, which would differ from run to run.
  const compressed = execFileSync("gzip", ["-9", "-n", "--stdout"], { input, maxBuffer: 2 ** 26 });
  writeFileSync(join(target, `${name}.gz`), compressed);
}
