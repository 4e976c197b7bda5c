import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packedProblems } from "./packed-problems.ts";
import { unpackPackage } from "./packed-package.ts";
import { publicPackages } from "./public-packages.ts";

// `pnpm release:pack` ends with it: whether the tarballs in a folder are what should be published. Prints what is in them.

const root = resolve(import.meta.dirname, "../../..");
const folder = resolve(process.argv[2] ?? "tarballs");
const scratch = mkdtempSync(join(tmpdir(), "lockstep-packed-"));
const sources = new Map(publicPackages(root).map((one) => [one.name, join(root, one.folder)]));
const problems: string[] = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".tgz"))) {
  const packed = unpackPackage(join(folder, file), scratch);
  const { name, version } = packed.manifest;
  const [packedSize, unpackedSize] = [packed.size.packed, packed.size.unpacked].map((size) => Math.round(size / 1000));
  process.stdout.write(
    `${name} ${version}: ${packed.files.length} files, ${packedSize} kB, unpacked ${unpackedSize} kB\n`,
  );
  problems.push(...packedProblems(packed, sources.get(name)!));
  sources.delete(name);
}
problems.push(...[...sources.keys()].map((name) => `${name}: there is no tarball in ${folder}`));
rmSync(scratch, { recursive: true });
for (const problem of problems) process.stderr.write(`- ${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
