import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The root of the repository, which is the folder that the site's pages come from. */
export const ROOT: string = resolve(import.meta.dirname, "../../..");

/**
 * Where the repository can be looked at, without a slash at the end: what the root's package.json names. As long as it names
 * nothing, links to files that are no pages are plain text, and pages have no "edit" link.
 */
export const REPOSITORY_ADDRESS: string | undefined = addressIn(readFileSync(join(ROOT, "package.json"), "utf8"));

/** The address that a package.json gives its repository, as browsers take it. */
export function addressIn(manifest: string): string | undefined {
  const { repository } = JSON.parse(manifest) as { readonly repository?: { readonly url: string } };
  return repository?.url.replace(/^git\+/, "").replace(/\.git$/, "");
}

/** Where a file or a folder of the repository can be looked at; `undefined` as long as the repository has no address. */
export function repositoryAddress(path: string): string | undefined {
  return REPOSITORY_ADDRESS === undefined ? undefined : `${REPOSITORY_ADDRESS}/blob/main/${path}`;
}
