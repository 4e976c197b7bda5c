import { isDeepStrictEqual } from "node:util";
import { commonFields } from "./common-fields.ts";
import type { Manifest } from "./manifest.ts";
import type { PublicPackage } from "./public-packages.ts";

/**
 * What the metadata of a public package lack.
 *
 * @param root the root manifest, which says what all packages have in common.
 */
export function metadataProblems({ name, folder, manifest }: PublicPackage, root: Manifest): readonly string[] {
  const problems: string[] = [];
  const lacks = (what: string) => problems.push(`${name}: ${what} (${folder}/package.json)`);
  for (const [field, wanted] of Object.entries(commonFields(root, folder))) {
    const value = manifest[field as keyof Manifest];
    if (isDeepStrictEqual(value, wanted)) continue;
    lacks(`"${field}" is ${JSON.stringify(value)} and must be ${JSON.stringify(wanted)}: pnpm release:check --write`);
  }
  if ((manifest.description ?? "").length < 20) lacks('"description" must say what the package is for');
  if ((manifest.keywords ?? []).length < 3) lacks('"keywords" must have three or more');
  if (manifest.publishConfig?.access !== "public") lacks('"publishConfig" must have "access": "public"');
  if (manifest.engines?.node === undefined) lacks('"engines" must say which Node it runs on');
  return problems;
}
