import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packedProblems } from "./packed-problems.ts";
import { unpackPackage } from "./packed-package.ts";
import { publicPackages } from "./public-packages.ts";

// `pnpm release:pack` ends with it: whether the tarballs that `changeset pack` has planned to publish are what should be
// published. Prints what is in them. A version that the registry has already, after a release that failed half way, is not
// in the plan, and the next try publishes the rest.

/** What is read of the plan, `publish-plan.json`: packages in the order of their publication. */
interface Plan {
  readonly plan: readonly (readonly { readonly name: string; readonly tarball: { readonly path: string } }[])[];
}

const root = resolve(import.meta.dirname, "../../..");
const folder = resolve(process.argv[2] ?? ".generated/release");
const { plan } = JSON.parse(readFileSync(join(folder, "publish-plan.json"), "utf8")) as Plan;
const tarballs = new Map(plan.flat().map(({ name, tarball }) => [name, resolve(folder, tarball.path)]));
const scratch = mkdtempSync(join(tmpdir(), "lockstep-packed-"));
const problems: string[] = [];
for (const one of publicPackages(root)) {
  const { name, version } = one.manifest;
  const tarball = tarballs.get(name);
  if (tarball === undefined) {
    process.stdout.write(`${name} ${version}: published already\n`);
    continue;
  }
  const packed = unpackPackage(tarball, scratch);
  const [packedSize, unpackedSize] = [packed.size.packed, packed.size.unpacked].map((size) => Math.round(size / 1000));
  process.stdout.write(
    `${name} ${version}: ${packed.files.length} files, ${packedSize} kB, unpacked ${unpackedSize} kB\n`,
  );
  problems.push(...packedProblems(packed, join(root, one.folder)));
}
rmSync(scratch, { recursive: true });
for (const problem of problems) process.stderr.write(`- ${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
